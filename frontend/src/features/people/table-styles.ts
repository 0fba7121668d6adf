import { makeStyles } from '@fluentui/react-components';
import { screen } from '../../ui/screen';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

/** The columns of the list, the same for head and rows; on phones a row has two lines. */
export const useTableStyles = makeStyles({
  table: { display: 'block' },
  block: { display: 'block' },
  hidden,
  cell: { display: 'block', minWidth: 0, padding: 0, textAlign: 'start', fontWeight: 'inherit' },
  line: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) 136px 40px',
    gap: '12px',
    alignItems: 'center',
    padding: '0 12px 0 20px',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr) 136px 40px' },
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr) 44px', gap: '2px 8px', padding: '0 4px 0 16px' },
  },
  head: {
    minHeight: '40px',
    color: tokens.colorNeutralForeground3,
    ...text.caption,
    fontWeight: tokens.fontWeightMedium,
    [screen.phone]: { ...hidden },
  },
  wideOnly: { '@media (max-width: 1099.98px)': { display: 'none' } },
  notPhone: { [screen.phone]: { display: 'none' } },
});

import { makeStyles } from '@fluentui/react-components';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

/** The frame of a settings page: the form, and beside it what it does. */
export const useSettingsLayout = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 320px',
    gap: '24px',
    alignItems: 'start',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    [screen.phone]: { gap: '12px' },
  },
  /** A form without anything beside it. */
  narrow: { maxWidth: '760px' },
  stack: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  /** Beside a long form: stays in sight while it scrolls. */
  sticky: { position: 'sticky', top: '76px', '@media (max-width: 1099.98px)': { position: 'static' } },
  aside: { padding: '16px', display: 'grid', gap: '8px' },
  facts: { display: 'grid', gap: '8px' },
  fact: {
    display: 'flex',
    gap: '8px',
    alignItems: 'flex-start',
    ...text.numbers,
    '> svg': { color: tokens.colorBrandForeground1, flexShrink: 0 },
  },
  lead: { color: tokens.colorNeutralForeground2, maxWidth: '640px' },
});

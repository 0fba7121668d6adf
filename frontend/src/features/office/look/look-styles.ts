import { makeStyles } from '@fluentui/react-components';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';

/** What the profile's and the look's forms have in common. */
export const useLookStyles = makeStyles({
  card: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  pair: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  beside: { display: 'grid', gap: '24px', gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0 },
  quiet: { ...text.small, color: tokens.colorNeutralForeground2, margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center' },
  logo: {
    width: '64px',
    height: '64px',
    objectFit: 'contain',
    padding: '4px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  words: { flexGrow: 1, flexBasis: '240px', minWidth: 0 },
  facts: { display: 'grid', gap: '8px' },
  fact: {
    display: 'flex',
    gap: '8px',
    alignItems: 'flex-start',
    ...text.small,
    '> svg': { color: tokens.colorBrandForeground1, flexShrink: 0 },
  },
});

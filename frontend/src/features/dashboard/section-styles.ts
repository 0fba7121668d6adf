import { makeStyles } from '@fluentui/react-components';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';

/** A card that is a list: its head, and what stands at the head's end. */
export const useSectionStyles = makeStyles({
  card: { overflow: 'hidden' },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '12px 20px 8px',
    [screen.phone]: { padding: '12px 16px 8px' },
  },
  aside: { padding: '12px 16px 8px' },
  end: { marginInlineStart: 'auto', color: tokens.colorNeutralForeground3, ...text.numbers },
});

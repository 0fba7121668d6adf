// Where the day has come to, with the office's time beside it.
import { makeStyles } from '@fluentui/react-components';
import { useServerNow } from '../../api/server-clock';
import { useMomentWords } from '../../ui/moment';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { spellClock } from '../../ui/wall';
import { type Column, PIXELS_A_MINUTE } from './stage';

const RED = tokens.colorStatusDangerForeground1;

const useStyles = makeStyles({
  line: {
    position: 'absolute',
    insetInlineStart: '56px',
    insetInlineEnd: 0,
    height: '2px',
    backgroundColor: RED,
    pointerEvents: 'none',
    '@media print': { display: 'none' },
  },
  time: {
    position: 'sticky',
    insetInlineStart: '4px',
    display: 'inline-block',
    translate: '0 -9px',
    marginInlineStart: '-52px',
    padding: '0 5px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: RED,
    color: tokens.colorNeutralBackground1,
    fontSize: '12px',
    lineHeight: '18px',
    fontWeight: tokens.fontWeightSemibold,
    ...text.numbers,
  },
});

/** `column` is any of today's. */
export function NowLine({
  column,
  first,
  last,
  timeZone,
}: {
  column: Column;
  first: number;
  last: number;
  timeZone: string;
}) {
  const styles = useStyles();
  const words = useMomentWords();
  const now = useServerNow(20_000);
  const minutes = column.place(now);
  if (minutes < first || minutes > last) return null;
  return (
    <div className={styles.line} style={{ top: `${(minutes - first) * PIXELS_A_MINUTE}px` }} data-now="">
      <span className={styles.time}>{spellClock(now, timeZone, words.locale)}</span>
    </div>
  );
}

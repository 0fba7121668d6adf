// Where the day has come to: a line over the columns, and the office's time beside it on the axis.
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
  },
  time: {
    position: 'absolute',
    insetInlineEnd: '2px',
    translate: '0 -9px',
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

interface NowProps {
  /** Any of today's. */
  column: Column;
  first: number;
  last: number;
}

function useTop({ column, first, last }: NowProps): { now: number; top: string | null } {
  const now = useServerNow(20_000);
  const minutes = column.place(now);
  const shown = minutes >= first && minutes <= last;
  return { now, top: shown ? `${(minutes - first) * PIXELS_A_MINUTE}px` : null };
}

export function NowLine(props: NowProps) {
  const styles = useStyles();
  const { top } = useTop(props);
  return top && <div className={styles.line} style={{ top }} />;
}

export function NowTime({ timeZone, ...props }: NowProps & { timeZone: string }) {
  const styles = useStyles();
  const words = useMomentWords();
  const { now, top } = useTop(props);
  return (
    top && (
      <span className={styles.time} style={{ top }}>
        {spellClock(now, timeZone, words.locale)}
      </span>
    )
  );
}

// How long the time is still kept: beside the choice, with a line that shrinks; amber in the last minute, with a way to
// keep it longer. Its code comes with the first time that is picked.
import { makeStyles } from '@fluentui/react-components';
import { Timer16Regular, Timer20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/chip';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { spellCountdown } from '../../ui/wall';
import type { KeptHold } from './draft';
import { HeldLine } from './held-line';

const LAST_MINUTE = 60;

const useStyles = makeStyles({
  clock: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    ...text.small,
    '> svg': { color: tokens.colorBrandForeground1 },
  },
  number: { fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
  track: { height: '4px', borderRadius: '2px', backgroundColor: tokens.colorNeutralBackground4, overflow: 'hidden' },
  bar: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: '8px' },
  rest: { height: '100%', borderRadius: '2px', backgroundColor: tokens.colorBrandBackground },
});

export interface HoldClockProps {
  hold: KeptHold;
  left: number;
  onExtend: () => void;
}

export function HoldClock({ hold, left, onExtend }: HoldClockProps) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const said = (
    <Rich
      text={t('hold.kept', { left: spellCountdown(left) })}
      tags={{ b: (time) => <b className={styles.number}>{time}</b> }}
    />
  );
  if (left <= LAST_MINUTE) {
    return (
      <Notice kind="warn" icon={<Timer20Regular />}>
        {said} {!hold.extended && <TextAct onClick={onExtend}>{t('hold.longer')}</TextAct>}
      </Notice>
    );
  }
  const whole = (Date.parse(hold.expires_at) - Date.parse(hold.now)) / 1000;
  return (
    <div className={styles.clock}>
      <div className={styles.row} role="timer">
        <Timer20Regular />
        <span>{said}</span>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.rest} style={{ width: `${Math.min(100, (100 * left) / whole)}%` }} />
      </div>
    </div>
  );
}

function HoldChip({ hold, left, onExtend }: HoldClockProps) {
  const { t } = useTranslation('booking');
  const last = left <= LAST_MINUTE;
  const chip = (
    <Chip tint={last ? 'warn' : 'brand'} icon={<Timer16Regular />}>
      {t('hold.keptShort', { left: spellCountdown(left) })}
    </Chip>
  );
  if (!last || hold.extended) return chip;
  return (
    <TextAct onClick={onExtend} aria-label={t('hold.longer')}>
      {chip}
    </TextAct>
  );
}

/** The same in the bar at the bottom of a phone, beside the time. */
export function HoldBar(props: HoldClockProps) {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <HeldLine hold={props.hold} />
      {props.left > 0 && <HoldChip {...props} />}
    </div>
  );
}

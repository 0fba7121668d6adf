// How long the time is still kept: beside the choice, with a line that shrinks; amber in the last minute, with a way to
// keep it longer. Said aloud at five minutes and at one only.
import { makeStyles } from '@fluentui/react-components';
import { Timer16Regular, Timer20Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../api/server-clock';
import { Chip } from '../../ui/chip';
import { announce } from '../../ui/live-region';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { spellCountdown } from '../../ui/wall';
import type { KeptHold } from './draft';

const LAST_MINUTE = 60;
const SAID_AT = [300, 60];

/** Never more than was promised: the server's clock is known to within the travel time of an answer. */
export function secondsLeft(hold: KeptHold, now: number): number {
  const [end, start] = [Date.parse(hold.expires_at), Date.parse(hold.now)];
  return Math.max(0, (end - Math.max(now, start)) / 1000);
}

/** Seconds left of a hold by the server's clock; null without a hold. */
export function useSecondsLeft(hold: KeptHold | null): number | null {
  const now = useServerNow(1000);
  return hold ? secondsLeft(hold, now) : null;
}

/** Announces the few moments worth an interruption. Once on a page. */
export function useHoldAnnouncements(left: number | null): void {
  const { t } = useTranslation('booking');
  const before = useRef<number | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = left;
    if (left === null || last === null) return;
    const passed = SAID_AT.find((mark) => last > mark && left <= mark);
    if (passed) announce(t('hold.left', { count: passed / 60 }));
    if (last > 0 && left <= 0) announce(t('hold.over'), 'assertive');
  }, [left, t]);
}

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
  rest: { height: '100%', borderRadius: '2px', backgroundColor: tokens.colorBrandBackground },
});

interface HoldClockProps {
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

/** The same in the bar at the bottom of a phone. */
export function HoldChip({ hold, left, onExtend }: HoldClockProps) {
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

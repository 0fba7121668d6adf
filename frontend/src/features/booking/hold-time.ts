// How long the time is still kept, by the server's clock; said aloud at five minutes and at one only.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../api/server-clock';
import { announce } from '../../ui/live-region';
import type { KeptHold } from './draft';

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

// What a kept time brings with it, fetched while somebody still looks for one: the clock at the side, the line of the bar,
// and the notice for a time that went to somebody else.
import { lazy, Suspense } from 'react';
import type { HoldClockProps } from './hold-clock';
import type { TakenNoticeProps } from './taken-notice';

const clock = () => import('./hold-clock');
const Clock = lazy(async () => ({ default: (await clock()).HoldClock }));
const Bar = lazy(async () => ({ default: (await clock()).HoldBar }));
const Taken = lazy(async () => ({ default: (await import('./taken-notice')).TakenNotice }));

export function fetchHeld(): void {
  void clock();
}

export function HoldClock(props: HoldClockProps) {
  return (
    <Suspense fallback={null}>
      <Clock {...props} />
    </Suspense>
  );
}

export function HoldBar(props: HoldClockProps) {
  return (
    <Suspense fallback={null}>
      <Bar {...props} />
    </Suspense>
  );
}

export function TakenNotice(props: TakenNoticeProps) {
  return (
    <Suspense fallback={null}>
      <Taken {...props} />
    </Suspense>
  );
}

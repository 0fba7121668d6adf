// Time off as people say it: whole days from … to, or from a time on one date to a time on another.
import type { TimeOff, TimeOffWish } from '../../../api/words';
import { addDays, isDate } from '../../../ui/dates';
import { readTime } from './hours-model';

export interface TypedTimeOff {
  /** "" for the whole office. */
  who: string;
  wholeDays: boolean;
  fromDate: string;
  toDate: string;
  fromTime: string;
  toTime: string;
  reason: string;
  /** "" for nobody: whoever asks for the absent one by name is offered this colleague meanwhile. */
  colleague: string;
}

export type TimeOffField = 'fromDate' | 'toDate' | 'fromTime' | 'toTime';

export function emptyTimeOff(who: string, today: string): TypedTimeOff {
  return {
    who,
    wholeDays: true,
    fromDate: today,
    toDate: today,
    fromTime: '13:00',
    toTime: '17:00',
    reason: '',
    colleague: '',
  };
}

export function timeOffMistakes(typed: TypedTimeOff): TimeOffField[] {
  const wrong: TimeOffField[] = [];
  if (!isDate(typed.fromDate)) wrong.push('fromDate');
  if (!isDate(typed.toDate) || (!wrong.length && typed.toDate < typed.fromDate)) wrong.push('toDate');
  if (typed.wholeDays) return wrong;
  const [from, to] = [readTime(typed.fromTime), readTime(typed.toTime)];
  if (!from || from === '24:00') wrong.push('fromTime');
  if (!to) wrong.push('toTime');
  if (!wrong.length && from && to && typed.fromDate === typed.toDate && to <= from) wrong.push('toTime');
  return wrong;
}

/** What is sent; null while it makes no sense. A whole day ends where the next date begins. */
export function wishOf(typed: TypedTimeOff): TimeOffWish | null {
  if (timeOffMistakes(typed).length) return null;
  const at = (date: string, time: string) => (time === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${time}`);
  const to = typed.wholeDays ? '24:00' : (readTime(typed.toTime) ?? '');
  return {
    provider_id: typed.who || null,
    from: at(typed.fromDate, typed.wholeDays ? '00:00' : (readTime(typed.fromTime) ?? '')),
    to: at(typed.toDate, to),
    reason: typed.reason.trim(),
    colleague_id: typed.who && typed.colleague && typed.colleague !== typed.who ? typed.colleague : null,
  };
}

export interface TimeOffSpan {
  from: { date: string; time: string | null };
  to: { date: string; time: string | null };
}

/** Back from the server: whole days have no times, and end on their last date. */
export function spanOf({ office: { starts, ends } }: Pick<TimeOff, 'office'>): TimeOffSpan {
  const whole = starts.time === '00:00' && ends.time === '00:00';
  if (whole) return { from: { date: starts.date, time: null }, to: { date: addDays(ends.date, -1), time: null } };
  return { from: { date: starts.date, time: starts.time }, to: { date: ends.date, time: ends.time } };
}

/** The same again, for taking a removal back. */
export function wishAgain({ office: { starts, ends }, provider_id, reason, colleague_id }: TimeOff): TimeOffWish {
  return {
    provider_id,
    from: `${starts.date}T${starts.time}`,
    to: `${ends.date}T${ends.time}`,
    reason,
    colleague_id,
  };
}

// The sentence beside each rule. A rule that cannot be read has none; its mistake is told under the field.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../ui/dates';
import { useMomentWords } from '../../ui/moment';
import { Rich } from '../../ui/rich';
import { useSpelling } from '../../ui/use-spelling';
import { before, endOf, firstStarts, type LocalTime, nextStart } from './rule-facts';
import { type Amount, minutesOf, numberOf, type TypedService } from './service-model';

interface Facts {
  today: string;
  example: LocalTime;
  /** When the office opens first. */
  opening: string;
}

export function useRuleSentences(typed: TypedService, { today, example, opening }: Facts) {
  const { t } = useTranslation('office');
  const words = useMomentWords();
  const locale = useSpelling();
  const list = (parts: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
  const rich = (key: string, values: Record<string, string | number>): ReactNode => <Rich text={t(key, values)} />;
  const duration = numberOf(typed.duration);
  const step = numberOf(typed.step);
  const bufferBefore = numberOf(typed.bufferBefore);
  const bufferAfter = numberOf(typed.bufferAfter);
  const windowDays = numberOf(typed.window);
  const visit = words.start(example);

  function deadline(rule: Amount, name: 'notice' | 'cancel' | 'move'): ReactNode {
    const minutes = minutesOf(rule);
    if (minutes === null) return null;
    if (minutes === 0) return t(`say.${name}Free`);
    return rich(`say.${name}`, { visit, until: words.start(before(example, minutes)) });
  }
  function pause(name: 'bufferBefore' | 'bufferAfter'): ReactNode {
    if (!duration || !step || bufferBefore === null || bufferAfter === null) return null;
    const rule = { duration, step, before: bufferBefore, after: bufferAfter };
    return rich(`say.${name}`, {
      range: words.range({ time: opening, end_time: endOf(opening, duration) }),
      next: words.time(nextStart(opening, rule)),
    });
  }
  const reminders = typed.reminders.map(minutesOf);
  const spelled = (minutes: number) => words.start(before(example, minutes));
  return {
    notice: deadline(typed.notice, 'notice'),
    window: windowDays === null ? null : rich('say.window', { day: words.day(addDays(today, windowDays)) }),
    step: step ? rich('say.step', { times: list(firstStarts(opening, step).map(words.time)) }) : null,
    bufferBefore: pause('bufferBefore'),
    bufferAfter: pause('bufferAfter'),
    cancel: deadline(typed.cancel, 'cancel'),
    move: deadline(typed.move, 'move'),
    reminders: reminders.includes(null)
      ? null
      : reminders.length === 0
        ? t('say.noReminders')
        : rich('say.reminders', {
            visit,
            times: list(reminders.map((minutes) => spelled(minutes ?? 0))),
          }),
    /** A value in words, for "was 2 hours". */
    value: (value: TypedService[keyof TypedService]): string => {
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return t(value ? 'services.active' : 'services.inactive');
      if (!Array.isArray(value)) return t(`unit.count.${value.unit}`, { count: Number(value.count) });
      if (!value.length) return t('say.none');
      return list(
        value.map((one) => (typeof one === 'string' ? one : t(`unit.count.${one.unit}`, { count: Number(one.count) }))),
      );
    },
  };
}

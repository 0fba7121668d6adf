// The sentence beside each rule, from the facts that the server worked out with the rules as they are typed.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { PreviewFacts, Wall } from '../../../api/words';
import { useMomentWords } from '../../../ui/moment';
import { Rich } from '../../../ui/rich';
import { useSpelling } from '../../../ui/use-spelling';
import { dateIn, wallMoment } from '../../../ui/wall';
import { minutesOf, numberOf } from '../amounts';
import type { ServiceField, TypedService } from './model';

/** Rules that change which times are offered: the first changed one says how many. */
const OF_TIMES: readonly ServiceField[] = [
  'windowKind',
  'windowDays',
  'windowFrom',
  'windowUntil',
  'step',
  'offset',
  'packs',
  'bufferBefore',
  'bufferAfter',
  'buffersInside',
];

export function useRuleSentences(
  typed: TypedService,
  changed: readonly ServiceField[],
  facts: PreviewFacts | undefined,
) {
  const { t } = useTranslation('rules');
  const words = useMomentWords();
  const locale = useSpelling();
  const { office } = useStaffOffice();
  const thisYear = dateIn(useServerNow(60_000), office.time_zone).slice(0, 4);
  const list = (parts: string[]) => new Intl.ListFormat(locale, { type: 'unit' }).format(parts);
  const rich = (key: string, values: Record<string, unknown> = {}): ReactNode => <Rich text={t(key, values)} />;
  /** "Mon 25 Jan 2027": with the year where it is another one. */
  const day = (date: string) =>
    date.startsWith(thisYear)
      ? words.day(date)
      : `${words.day(date)} ${new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' }).format(wallMoment(date))}`;
  const start = (wall: Wall) => words.start(wall);
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const firstOfTimes = changed.find((field) => OF_TIMES.includes(field));
  const before = facts?.before;
  const after = facts?.after;

  /** How many times a day come or go, and that booked visits stay; said beside the first rule that does it. */
  function effect(fields: readonly ServiceField[]): ReactNode {
    if (!firstOfTimes || !fields.includes(firstOfTimes) || !facts || !before || !after) return null;
    const now = before.times_a_day ?? 0;
    const then = after.times_a_day ?? 0;
    const by = then - now;
    return (
      <>
        {' '}
        {by === 0 ? t('say.timesSame', { count: then }) : t(by < 0 ? 'say.fewer' : 'say.more', { count: Math.abs(by) })}{' '}
        {facts.visits_ahead > 0 && t('say.stay', { count: facts.visits_ahead })}
      </>
    );
  }
  function deadline(name: 'cancel' | 'move', until: Wall | null | undefined): ReactNode {
    if (minutesOf(typed[name]) === 0) return t(`say.${name}Free`);
    if (!facts?.example || !until) return null;
    return rich(`say.${name}`, { visit: start(facts.example), until: start(until) });
  }
  function first(): ReactNode {
    if (!facts || !after) return null;
    const now = words.time(facts.now.time);
    if (after.shut) return t(`shut.${after.shut}`, { defaultValue: t('shut.other') });
    if (!after.first) return t('say.noTimes');
    const key = after.first.date === facts.now.date ? 'say.firstToday' : 'say.first';
    return (
      <>
        {rich(key, { now, first: start(after.first), zone: words.zone(after.first.time_zone) })}
        {before?.first && !same(before.first, after.first) && <> {t('say.firstWas', { first: start(before.first) })}</>}
      </>
    );
  }
  function windowSays(): ReactNode {
    if (!after?.last_on) return null;
    const values = {
      last: day(after.last_on),
      first: after.opens_on ? day(after.opens_on) : '',
      count: numberOf(typed.windowDays) ?? 0,
    };
    return (
      <>
        {rich(`say.window.${typed.windowKind}`, values)}
        {effect(['windowKind', 'windowDays', 'windowFrom', 'windowUntil'])}
      </>
    );
  }
  function pause(field: 'bufferBefore' | 'bufferAfter'): ReactNode {
    if (!facts?.example || !after?.next) return null;
    const isSame = same(before?.next, after.next) || !changed.includes(field);
    return (
      <>
        {rich(isSame ? `say.${field}` : `say.${field}Now`, {
          range: words.range(facts.example),
          next: words.time(after.next.time),
          was: before?.next ? words.time(before.next.time) : '',
        })}
        {effect([field])}
      </>
    );
  }
  return {
    notice: first(),
    window: windowSays(),
    step: after?.starts.length ? (
      <>
        {rich('say.step', { times: list(after.starts.map(words.time)) })}
        {effect(['step', 'offset'])}
      </>
    ) : null,
    packs: (
      <>
        {t(typed.packs ? 'say.packsOn' : 'say.packsOff')}
        {effect(['packs'])}
      </>
    ),
    bufferBefore: pause('bufferBefore'),
    bufferAfter: pause('bufferAfter'),
    buffersInside: (
      <>
        {t(typed.buffersInside ? 'say.insideOn' : 'say.insideOff')}
        {effect(['buffersInside'])}
      </>
    ),
    activeMax: typed.activeMax.trim()
      ? t('say.activeMax', { count: numberOf(typed.activeMax) ?? 0 })
      : t('say.activeMaxNone'),
    cancel: deadline('cancel', after?.cancel_until),
    move: deadline('move', after?.move_until),
    movesMax: typed.movesMax.trim()
      ? t('say.movesMax', { count: numberOf(typed.movesMax) ?? 0 })
      : t('say.movesMaxNone'),
    approval: typed.approval ? t('say.approvalOn') : t('say.approvalOff'),
  };
}

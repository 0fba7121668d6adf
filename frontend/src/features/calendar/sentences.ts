// What the board says of a start: why it cannot be, what would be asked, or that it is free.
import { useTranslation } from 'react-i18next';
import { calledName } from '../../ui/called-name';
import { useMomentWords } from '../../ui/moment';
import type { Model, Nearby, Verdict } from './model';
import { MINUTE, wallAt } from './time';

export function useSentences(model: Model) {
  const { t } = useTranslation('calendar');
  const words = useMomentWords();
  const zone = model.board.time_zone;
  const called = (providerId: string) => calledName(model.people.get(providerId)?.provider.name ?? '');
  const time = (at: number) => words.time(wallAt(at, zone).time);
  const range = (from: number, until: number) =>
    words.range({ time: wallAt(from, zone).time, end_time: wallAt(until, zone).time });

  /** "Not possible: Dr Tomás is with Oscar Lind, 15:00 – 15:30" */
  function verdict(said: Verdict, providerId: string): string {
    const provider = called(providerId);
    switch (said.kind) {
      case 'free':
        return t('verdict.free', { provider });
      case 'past':
        return t('verdict.past');
      case 'taken':
        return t(`verdict.${said.by.kind}`, {
          provider,
          name: said.by.name,
          range: range(said.by.startsAt, said.by.endsAt),
        });
      case 'warned':
        return said.away?.reason
          ? t(`verdict.${said.why}Because`, { provider, reason: said.away.reason })
          : t(`verdict.${said.why}`, { provider });
    }
  }

  /** "Free close by: 15:10 with Nurse Amara, 15:30 with Dr Tomás." */
  function closeBy(near: readonly Nearby[]): string {
    if (!near.length) return t('near.none');
    const places = near.map(({ providerId, startsAt }) =>
      t('near.one', { time: time(startsAt), provider: called(providerId) }),
    );
    return t('near.all', { places: places.join(', ') });
  }

  return {
    verdict,
    closeBy,
    called,
    time,
    range,
    /** "Thu 26 Nov, 15:10 – 15:30" */
    whole: (at: number, minutes: number) => {
      const { date } = wallAt(at, zone);
      return `${words.day(date)}, ${range(at, at + minutes * MINUTE)}`;
    },
  };
}

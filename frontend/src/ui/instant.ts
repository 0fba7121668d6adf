// A moment of the past or the future as the clock of the office showed or will show it, for lists: "Thu 26 Nov, 15:30", with
// its year where that is not this one.
import { useServerNow } from '../api/server-clock';
import { useMomentWords } from './moment';
import { useSpelling } from './use-spelling';
import { dateIn, spellClock, wallMoment } from './wall';

export interface InstantWords {
  /** "Thu 26 Nov, 15:30" */
  at: (iso: string) => string;
  /** "Thu 26 Nov", or "26 Nov 2025" */
  day: (iso: string) => string;
  /** "15:30" */
  clock: (iso: string) => string;
}

export function useInstants(timeZone: string): InstantWords {
  const words = useMomentWords();
  const locale = useSpelling();
  const thisYear = dateIn(useServerNow(600_000), timeZone).slice(0, 4);
  const date = (iso: string) => dateIn(Date.parse(iso), timeZone);
  const day = (iso: string) => {
    const on = date(iso);
    if (on.startsWith(thisYear)) return words.day(on);
    return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
      wallMoment(on),
    );
  };
  const clock = (iso: string) => spellClock(Date.parse(iso), timeZone, locale);
  return { day, clock, at: (iso) => `${day(iso)}, ${clock(iso)}` };
}

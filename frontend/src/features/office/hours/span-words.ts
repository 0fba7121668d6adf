// "Thu 26 Nov, the whole day", "Thu 26 Nov – Fri 27 Nov", "Thu 26 Nov, 13:00 – 17:30".
import { useTranslation } from 'react-i18next';
import { useMomentWords } from '../../../ui/moment';
import type { TimeOffSpan } from './time-off-model';

export function useSpanWords() {
  const { t } = useTranslation('hours');
  const words = useMomentWords();
  return ({ from, to }: TimeOffSpan): string => {
    if (!from.time || !to.time) {
      if (from.date === to.date) return t('timeOff.wholeDay', { day: words.day(from.date) });
      return t('timeOff.days', { from: words.day(from.date), to: words.day(to.date) });
    }
    if (from.date === to.date) {
      return t('timeOff.hours', {
        day: words.day(from.date),
        range: words.range({ time: from.time, end_time: to.time }),
      });
    }
    const start = words.start({ date: from.date, time: from.time });
    return t('timeOff.days', { from: start, to: words.start({ date: to.date, time: to.time }) });
  };
}

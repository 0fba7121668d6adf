// The time went to somebody else: what happened, what was kept, and the nearest ones to press.
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { TextAct } from '../../ui/text-link';
import type { Taken } from './use-hold';

export interface TakenNoticeProps {
  taken: Taken;
  onPick: (slot: Slot) => void;
}

export function TakenNotice({ taken, onPick }: TakenNoticeProps) {
  const { t } = useTranslation('booking');
  const words = useMomentWords();
  const nearLabel = ({ reader }: Slot) =>
    reader.date === taken.reader.date
      ? words.time(reader.time)
      : t('taken.nearDay', { day: words.day(reader.date), time: words.time(reader.time) });
  return (
    <Notice kind="warn" role="alert">
      <Rich text={t('taken.text', { time: words.time(taken.reader.time) })} />{' '}
      {taken.nearest.length ? t('taken.near') : t('taken.none')}
      {taken.nearest.map((slot, index) => (
        <span key={slot.starts_at}>
          {index ? ', ' : ' '}
          <TextAct onClick={() => onPick(slot)}>{nearLabel(slot)}</TextAct>
        </span>
      ))}
      {taken.nearest.length > 0 && '.'}
    </Notice>
  );
}

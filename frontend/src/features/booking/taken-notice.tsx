// The time went to somebody else: what happened, what was kept, and the nearest ones to press.
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import type { Slot } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Rich } from '../../ui/rich';
import { TextAct } from '../../ui/text-link';
import type { Taken } from './use-hold';

interface TakenNoticeProps {
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

/** Any other reason why something could not be done. */
export function TroubleNotice({ trouble }: { trouble: unknown }) {
  const { t } = useTranslation('booking');
  if (!trouble) return null;
  const many = trouble instanceof ApiProblem && trouble.status === 429;
  return (
    <Notice kind="bad" role="alert">
      {t(many ? 'troubleMany' : 'trouble')}
    </Notice>
  );
}

import { useTranslation } from 'react-i18next';
import type { VisitSeen } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';

/** The visit had another time before: say so while it is still ahead. */
export function MovedNotice({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const words = useMomentWords();
  if (!visit.moved_from) return null;
  return (
    <Notice kind="info">
      {t('moved', { when: words.start(visit.moved_from), zone: words.zone(visit.moved_from.time_zone) })}
    </Notice>
  );
}

import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import type { VisitSeen } from '../../api/words';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { TextLink } from '../../ui/text-link';

/** The visit had another time before, or another person; or the office asks to choose another time. Said while it is ahead. */
export function MovedNotice({ visit }: { visit: VisitSeen }) {
  const { t } = useTranslation('visit');
  const words = useMomentWords();
  const { search, hash } = useLocation();
  if (visit.move_asked) {
    const move = new URLSearchParams(search);
    move.set('do', 'move');
    return (
      <Notice kind="warn">
        <b>{t('moveAsked.title', { provider: visit.provider.name })}</b> {t('moveAsked.text')}
        {visit.move_asked.note && (
          <>
            <br />
            {t('moveAsked.note', { office: visit.office.name, note: visit.move_asked.note })}
          </>
        )}
        <br />
        <TextLink to={`?${move}${hash}`}>{t('moveAsked.act')}</TextLink>
      </Notice>
    );
  }
  if (!visit.moved_from) return null;
  if (visit.moved_from.date === visit.reader.date && visit.moved_from.time === visit.reader.time) {
    return <Notice kind="info">{t('reassigned', { provider: visit.provider.name })}</Notice>;
  }
  return (
    <Notice kind="info">
      {t('moved', { when: words.start(visit.moved_from), zone: words.zone(visit.moved_from.time_zone) })}
    </Notice>
  );
}

import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { Notice } from '../../ui/notice';

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

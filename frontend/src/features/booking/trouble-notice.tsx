// Any other reason why something could not be done.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { Notice } from '../../ui/notice';

const RefusedNotice = lazy(() => import('./refused-notice'));

/** Refusals with words of their own. */
const KNOWN = new Set(['active_limit_reached', 'already_booked_then', 'private_link_used_up', 'private_link_over']);

export function TroubleNotice({ trouble }: { trouble: unknown }) {
  const { t } = useTranslation('booking');
  if (!trouble) return null;
  if (trouble instanceof ApiProblem && KNOWN.has(trouble.code)) {
    return (
      <Suspense fallback={null}>
        <RefusedNotice problem={trouble} />
      </Suspense>
    );
  }
  const many = trouble instanceof ApiProblem && trouble.status === 429;
  return (
    <Notice kind="bad" role="alert">
      {t(many ? 'troubleMany' : 'trouble')}
    </Notice>
  );
}

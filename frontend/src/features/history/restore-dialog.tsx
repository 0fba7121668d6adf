// Before a former value is put back: what that changes now, or why it cannot be.
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { HistoryEntry } from '../../api/words';
import { Ask } from '../../ui/ask';
import { Bone, Skeleton } from '../../ui/empty';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { showToast } from '../../ui/undo-toast';
import { Changes } from './changes';
import { useRestoration, useRestore } from './queries';

export function RestoreDialog({ entry, onClose }: { entry: HistoryEntry; onClose: () => void }) {
  const { t } = useTranslation('history');
  const { office } = useStaffOffice();
  const looked = useRestoration(office.slug, entry.id);
  const restore = useRestore(office.slug);
  const refused = looked.data?.refusal ?? null;
  function act() {
    if (!looked.data || refused) return onClose();
    if (restore.isPending) return;
    restore.mutate(entry.id, {
      onSuccess: () => {
        showToast({ text: t('restored', { what: entry.subject.name ?? office.name }) });
        onClose();
      },
      onError: () => void looked.refetch(),
    });
  }
  return (
    <Ask
      title={t(refused ? 'cannotTitle' : 'restoreTitle', { what: entry.subject.name ?? office.name })}
      act={t(refused ? 'understood' : 'restoreAct')}
      keep={t('leave')}
      busy={restore.isPending || looked.isPending}
      onAct={act}
      onClose={onClose}
    >
      {restore.isError && (
        <Notice kind="bad" role="alert">
          {restore.error instanceof ApiProblem ? restore.error.detail : t('didNotWork')}
        </Notice>
      )}
      {looked.isError ? (
        <ProblemCard error={looked.error} onRetry={() => void looked.refetch()} />
      ) : !looked.data ? (
        <Skeleton>
          <Bone height="60px" />
        </Skeleton>
      ) : refused ? (
        <Notice kind="warn">
          {t(`refusals.${refused}`)} {refused === 'no_longer_fits' && looked.data.detail}
        </Notice>
      ) : (
        <>
          <p>{t('restoreText')}</p>
          <Changes changes={looked.data.changes} names={looked.data.names} />
          {looked.data.affected > 0 && <Notice kind="warn">{t('affected', { count: looked.data.affected })}</Notice>}
        </>
      )}
    </Ask>
  );
}

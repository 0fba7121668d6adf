// What whoever books agrees to. Each wording has a number; who agreed before agreed to the former.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { ConsentWording } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, TextArea } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { showToast } from '../../../ui/undo-toast';
import { useDraft } from '../../../ui/use-draft';
import { usePartStyles } from './what-it-is';

interface Typing {
  text: string;
  /** The version it was typed over. */
  over: number;
}

export function ConsentForm({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { office } = useStaffOffice();
  const queries = useQueryClient();
  const path = `/offices/${office.slug}/consent`;
  const queryKey = ['profile', office.slug, 'consent'] as const;
  const found = useQuery({ queryKey, queryFn: ({ signal }) => api.get<ConsentWording>(path, { signal }) });
  const draft = useDraft<Typing>(`consent.${office.id}`);
  const save = useMutation({
    mutationFn: (text: string) => api.put<ConsentWording>(path, { text }),
    onSuccess: (saved) => {
      queries.setQueryData(queryKey, saved);
      draft.clear();
      showToast({ text: t('consent.saved', { version: saved.version }), seconds: 5 });
    },
  });
  if (found.isError) return <ProblemCard error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) {
    return (
      <Skeleton>
        <Bone height="200px" />
      </Skeleton>
    );
  }
  const saved = found.data;
  const text = draft.value?.text ?? saved.text;
  const changed = text.trim() !== saved.text.trim();
  const overtaken = draft.value !== null && draft.value.over !== saved.version;
  return (
    <Card padded className={styles.card}>
      <Section>{t('consent.title')}</Section>
      <p className={styles.quiet}>{t(saved.text ? 'consent.asked' : 'consent.notAsked', { version: saved.version })}</p>
      {overtaken && (
        <Notice kind="warn" role="alert">
          {t('consent.overtaken', { version: saved.version })}
          <p className={styles.theirs}>{saved.text || t('nothing')}</p>
        </Notice>
      )}
      <Field label={t('consent.wording')} help={t('consent.help', { version: saved.version + 1 })}>
        <TextArea
          value={text}
          maxLength={20_000}
          rows={8}
          readOnly={!mayChange}
          onChange={({ target }) => {
            if (target.value === saved.text) draft.clear();
            else draft.set({ text: target.value, over: draft.value?.over ?? saved.version });
          }}
        />
      </Field>
      {save.isError && (
        <Notice kind="bad" role="alert">
          {t('notSaved', { ns: 'office' })}
        </Notice>
      )}
      {mayChange && changed && (
        <div className={styles.line}>
          <Button busy={save.isPending} onClick={() => save.mutate(text.trim())}>
            {t(text.trim() ? 'consent.save' : 'consent.stop', { version: saved.version + 1 })}
          </Button>
          <Button kind="subtle" onClick={draft.clear}>
            {t('discard', { ns: 'office' })}
          </Button>
        </div>
      )}
    </Card>
  );
}

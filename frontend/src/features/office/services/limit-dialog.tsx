// One limit: how much, in which time, of whom. It says what it would do before it is set.
import { makeStyles } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { codeOf } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import type { BookingLimit, LimitDraft, ProviderSetting, ServiceSetting } from '../../../api/words';
import { Ask } from '../../../ui/ask';
import { Field, TextField, useControl } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { numberOf } from '../amounts';
import { useLimitWords } from './limits';
import { usePreview } from './use-preview';

const useStyles = makeStyles({
  pair: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: '12px', alignItems: 'start' },
});

interface LimitDialogProps {
  service: ServiceSetting;
  /** Null: a new one. */
  limit: BookingLimit | null;
  /** Who offers the service. */
  providers: readonly ProviderSetting[];
  onDone: () => void;
  onClose: () => void;
}

/** Whose it is, as one choice: the office's, this service's, each provider's, or one provider's by id. */
function subjectOf(whose: string, service: ServiceSetting): Pick<LimitDraft, 'scope' | 'service_id' | 'provider_id'> {
  if (whose === 'office') return { scope: 'office', service_id: null, provider_id: null };
  if (whose === 'service') return { scope: 'service', service_id: service.id, provider_id: null };
  return { scope: 'provider', service_id: null, provider_id: whose === 'each' ? null : whose };
}

const whoseOf = (limit: BookingLimit | null) =>
  limit === null ? 'each' : limit.scope === 'provider' ? (limit.provider_id ?? 'each') : limit.scope;
const numbered = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));

export function LimitDialog({ service, limit, providers, onDone, onClose }: LimitDialogProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const look = useControl();
  const say = useLimitWords();
  const { office } = useStaffOffice();
  const [typed, setTyped] = useState({
    count: numbered(limit?.count_max),
    minutes: numbered(limit?.minutes_max),
    period: limit?.period ?? ('day' as BookingLimit['period']),
    whose: whoseOf(limit),
  });
  const [asked, setAsked] = useState(false);
  const count = typed.count.trim() ? numberOf(typed.count) : null;
  const minutes = typed.minutes.trim() ? numberOf(typed.minutes) : null;
  const wrong = {
    count: typed.count.trim() !== '' && count === null,
    minutes: typed.minutes.trim() !== '' && minutes === null,
    nothing: count === null && minutes === null,
  };
  const isRight = !Object.values(wrong).includes(true);
  const draft: LimitDraft = {
    ...subjectOf(typed.whose, service),
    period: typed.period,
    count_max: count,
    minutes_max: minutes,
  };
  const preview = usePreview({ serviceId: service.id, change: {}, limits: isRight ? [draft] : [] });
  const path = `/offices/${office.slug}/booking-limits`;
  const save = useMutation({
    mutationFn: () =>
      limit
        ? api.put(`${path}/${limit.id}`, { count_max: count, minutes_max: minutes })
        : api.post<BookingLimit>(path, draft),
    onSuccess: onDone,
  });
  const use = preview.data?.facts.limits.find(
    (one) =>
      one.period === draft.period &&
      one.scope === draft.scope &&
      one.service_id === draft.service_id &&
      one.provider_id === draft.provider_id,
  );
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part });
  return (
    <Ask
      title={t(limit ? 'limit.editTitle' : 'limit.newTitle')}
      act={t(limit ? 'limit.save' : 'limit.set')}
      keep={t('keep', { ns: 'office' })}
      busy={save.isPending}
      onAct={() => {
        setAsked(true);
        if (isRight) save.mutate();
      }}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <TextField
          label={t('limit.count')}
          inputMode="numeric"
          value={typed.count}
          error={asked && (wrong.count || wrong.nothing) ? t('wrong.limit') : undefined}
          onChange={({ target }) => set({ count: target.value })}
        />
        <TextField
          label={t('limit.minutes')}
          optional
          inputMode="numeric"
          value={typed.minutes}
          error={asked && wrong.minutes ? t('wrong.limit') : undefined}
          onChange={({ target }) => set({ minutes: target.value })}
        />
      </div>
      <Field label={t('limit.period')}>
        <select
          className={look}
          value={typed.period}
          disabled={limit !== null}
          onChange={({ target }) => set({ period: target.value as BookingLimit['period'] })}
        >
          {(['day', 'week', 'month'] as const).map((period) => (
            <option key={period} value={period}>
              {t(`limit.each.${period}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('limit.whose')}>
        <select
          className={look}
          value={typed.whose}
          disabled={limit !== null}
          onChange={({ target }) => set({ whose: target.value })}
        >
          <option value="each">{t('limit.of.each')}</option>
          {providers.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('limit.of.provider', { name })}
            </option>
          ))}
          <option value="service">{t('limit.of.service', { name: service.name })}</option>
          <option value="office">{t('limit.of.office')}</option>
        </select>
      </Field>
      {isRight && use && <Notice role="status">{say(use)}</Notice>}
      {save.isError && (
        <Notice kind="bad" role="alert">
          {t(codeOf(save.error) === 'limit_there_already' ? 'limit.there' : 'limit.notDone')}
        </Notice>
      )}
    </Ask>
  );
}

// How much is booked at most: of this service, of each provider, of the whole office. Each is kept the moment it is set.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Delete20Regular, Edit20Regular } from '@fluentui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { BookingLimit, LimitUse, ProviderSetting, ServiceSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { LimitDialog } from './limit-dialog';
import { useRuleStyles } from './rule-row';

const useStyles = makeStyles({
  limit: { display: 'flex', alignItems: 'center', gap: '4px', minWidth: 0 },
  words: { flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  add: { justifySelf: 'start', margin: '4px 0 12px', [screen.phone]: { justifySelf: 'stretch' } },
});

interface LimitsProps {
  service: ServiceSetting;
  used: readonly LimitUse[];
  providers: readonly ProviderSetting[];
  mayChange: boolean;
  onChanged: () => void;
}

export function Limits({ service, used, providers, mayChange, onChanged }: LimitsProps) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const rule = useRuleStyles();
  const say = useLimitWords();
  const { office } = useStaffOffice();
  const queries = useQueryClient();
  const path = `/offices/${office.slug}/booking-limits`;
  const queryKey = ['booking-limits', office.slug] as const;
  const [edited, setEdited] = useState<BookingLimit | 'new' | null>(null);
  const limits = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await api.get<{ items: BookingLimit[] }>(path, { signal })).items,
  });
  async function changed() {
    await Promise.all([
      queries.invalidateQueries({ queryKey }),
      queries.invalidateQueries({ queryKey: ['slots-preview'] }),
    ]);
    onChanged();
  }
  const remove = useMutation({
    mutationFn: ({ id }: BookingLimit) => api.delete(`${path}/${id}`),
    onSuccess: (_, { id: _id, sentence: _sentence, ...limit }) => {
      void changed();
      showToast({
        text: t('limit.removed'),
        onUndo: () => void api.post(path, limit).then(changed),
      });
    },
  });
  const here = limits.data?.filter(
    ({ service_id, provider_id }) =>
      (service_id === null || service_id === service.id) &&
      (provider_id === null || service.provider_ids.includes(provider_id)),
  );
  return (
    <>
      {here?.map((limit) => (
        <div key={limit.id} className={rule.rule}>
          <div className={styles.limit}>
            <span className={styles.words}>
              <b>{t('limit.atMost')}</b>
              <br />
              {limit.sentence}
            </span>
            {mayChange && (
              <>
                <Button
                  kind="subtle"
                  icon={<Edit20Regular />}
                  aria-label={t('limit.edit', { limit: limit.sentence })}
                  onClick={() => setEdited(limit)}
                />
                <Button
                  kind="subtle"
                  icon={<Delete20Regular />}
                  busy={remove.isPending && remove.variables.id === limit.id}
                  aria-label={t('limit.remove', { limit: limit.sentence })}
                  onClick={() => remove.mutate(limit)}
                />
              </>
            )}
          </div>
          <p className={rule.sentence}>{say(used.find(({ limit_id }) => limit_id === limit.id))}</p>
        </div>
      ))}
      {remove.isError && <Notice kind="bad">{t('limit.notDone')}</Notice>}
      {here?.length === 0 && (
        <div className={rule.rule}>
          <span>
            <b>{t('limit.atMost')}</b>
          </span>
          <p className={rule.sentence}>{t('limit.none')}</p>
        </div>
      )}
      {mayChange && (
        <Button className={styles.add} icon={<Add20Regular />} onClick={() => setEdited('new')}>
          {t('limit.add')}
        </Button>
      )}
      {edited && (
        <LimitDialog
          service={service}
          limit={edited === 'new' ? null : edited}
          providers={providers.filter(({ id }) => service.provider_ids.includes(id))}
          onDone={() => {
            setEdited(null);
            void changed();
          }}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

/** "Dr Priya has 14 today, so 2 more can be booked." */
export function useLimitWords() {
  const { t } = useTranslation('rules');
  const words = useMomentWords();
  return (use: LimitUse | undefined) => {
    if (!use) return null;
    const period = t(`limit.in.${use.period}`, { day: words.day(use.from_on) });
    const who = use.provider_name ?? t('limit.together');
    const left = use.visits_left !== null ? 'visits' : 'minutes';
    const count = (left === 'visits' ? use.visits_left : use.minutes_left) ?? 0;
    return (
      <Rich
        text={t(`limit.has.${left}`, {
          who,
          period,
          used: left === 'visits' ? use.visits : use.minutes,
          count,
          context: count === 0 ? 'none' : undefined,
        })}
      />
    );
  };
}

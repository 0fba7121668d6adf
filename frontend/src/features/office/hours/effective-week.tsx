// When a person can really be booked for a service, day by day, and where each part comes from. Any time can be asked about.
import { makeStyles } from '@fluentui/react-components';
import { QuestionCircle20Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, ServiceSetting } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { addDays, isDate, weekdayOf } from '../../../ui/dates';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, Input, useControl } from '../../../ui/field';
import { useMomentWords } from '../../../ui/moment';
import { ProblemCard } from '../../../ui/problem-card';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { dateIn } from '../../../ui/wall';
import { WhyNotPopover } from '../../../ui/why-not';
import { EffectiveDay, instantOf } from './effective-day';
import { readTime } from './hours-model';
import { useEffectiveHours } from './hours-queries';
import { WeekSteps } from './week-steps';

const useStyles = makeStyles({
  pick: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '12px',
    alignItems: 'flex-end',
    marginBottom: '16px',
    '> div': { minWidth: '180px', [screen.phone]: { flexGrow: 1 } },
  },
  why: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '8px',
    alignItems: 'flex-end',
    paddingTop: '16px',
    marginTop: '8px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  time: { width: '84px' },
  help: { ...text.caption, color: tokens.colorNeutralForeground3, margin: '0 0 12px' },
});

interface EffectiveWeekProps {
  /** One only: a provider who looks at their own. */
  providers: readonly Pick<ProviderSetting, 'id' | 'name'>[];
  services: readonly Pick<ServiceSetting, 'id' | 'name' | 'active'>[];
}

export function EffectiveWeek({ providers, services }: EffectiveWeekProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const look = useControl();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const asked = params.get('week');
  const day = isDate(asked) ? asked : today;
  const monday = addDays(day, 1 - weekdayOf(day));
  const provider = providers.find(({ id }) => id === params.get('provider')) ?? null;
  const active = services.filter((one) => one.active);
  const service = active.find(({ id }) => id === params.get('service')) ?? null;
  const hours = useEffectiveHours(office.slug, {
    from: monday,
    to: addDays(monday, 7),
    provider_id: provider?.id ?? null,
    service_id: service?.id ?? null,
  });
  const [why, setWhy] = useState({ date: '', time: '10:00' });
  const asker = useRef<HTMLButtonElement>(null);
  const [asking, setAsking] = useState(false);
  const whyDate = why.date >= monday && why.date < addDays(monday, 7) ? why.date : day;
  const whyTime = readTime(why.time);
  const reach = hours.data?.days.find(({ on }) => on === whyDate);
  const about = service ?? active[0];

  function set(part: Record<string, string | null>) {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(part)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setParams(next, { replace: true });
  }
  return (
    <>
      <div className={styles.pick}>
        <Field label={t('week.person')}>
          <select
            className={look}
            value={provider?.id ?? ''}
            onChange={({ target }) => set({ provider: target.value || null })}
          >
            <option value="">{t('week.nobody')}</option>
            {providers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field label={t('week.service')}>
          <select
            className={look}
            value={service?.id ?? ''}
            onChange={({ target }) => set({ service: target.value || null })}
          >
            <option value="">{t('week.noService')}</option>
            {active.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <WeekSteps monday={monday} onChange={(next) => set({ week: next })} today={today} />
      </div>
      <Card padded>
        <p className={styles.help}>{t('week.help', { zone: words.zone(office.time_zone) })}</p>
        {hours.isError ? (
          <ProblemCard error={hours.error} onRetry={() => void hours.refetch()} />
        ) : !hours.data ? (
          <Skeleton>
            <Bone height="420px" />
          </Skeleton>
        ) : (
          hours.data.days.map((one) => (
            <EffectiveDay
              key={one.on}
              day={one}
              hours={hours.data}
              today={today}
              office={office.slug}
              service={about ?? null}
              provider={provider}
            />
          ))
        )}
        {about && (
          <div className={styles.why}>
            <Field label={t('week.whyDay')}>
              <select
                className={look}
                value={whyDate}
                onChange={({ target }) => setWhy({ ...why, date: target.value })}
              >
                {[0, 1, 2, 3, 4, 5, 6].map((ahead) => (
                  <option key={ahead} value={addDays(monday, ahead)}>
                    {words.day(addDays(monday, ahead))}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t('week.whyTime')}>
              <Input
                className={styles.time}
                value={why.time}
                onChange={({ target }) => setWhy({ ...why, time: target.value })}
              />
            </Field>
            <Button
              ref={asker}
              icon={<QuestionCircle20Regular />}
              disabled={!reach || !whyTime}
              onClick={() => setAsking(true)}
            >
              {whyTime ? t('week.whyAct', { time: words.time(whyTime), service: about.name }) : t('week.whyNone')}
            </Button>
            {asking && reach && whyTime && (
              <WhyNotPopover
                target={asker.current}
                onClose={() => setAsking(false)}
                office={office.slug}
                service={about}
                provider={provider}
                startsAt={instantOf(reach, whyTime)}
              />
            )}
          </div>
        )}
      </Card>
    </>
  );
}

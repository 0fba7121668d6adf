// Hours of the office, of people and of services: weekly, in seasons, and as they come out in a calendar week.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useStaffOffice } from '../../../api/session';
import type { ProviderHours } from '../../../api/words';
import { Bone, Skeleton } from '../../../ui/empty';
import { useControl } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { useProviders, useServices } from '../queries';
import { useTagged } from '../saving/use-saving';
import { EffectiveWeek } from './effective-week';
import { hoursKey, hoursPath, type Owner, useLiveHours } from './hours-queries';
import { ProvidersSet } from './providers-set';
import { Seasons } from './seasons';
import { ViewTabs } from './view-tabs';
import { WeeklyForm } from './weekly-form';

const useStyles = makeStyles({ who: { width: 'auto', maxWidth: '220px' } });

const OFFICE: Owner = { kind: 'office', id: null };

export default function HoursPage() {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const providers = useProviders(office.slug);
  const services = useServices(office.slug);
  const look = useControl(false, styles.who);
  useLiveHours(office.slug);
  const provider = providers.data?.find(({ id }) => id === params.get('provider'));
  const service = services.data?.find(({ id }) => id === params.get('service'));
  const owner: Owner = provider
    ? { kind: 'provider', id: provider.id }
    : service
      ? { kind: 'service', id: service.id }
      : OFFICE;
  const view = params.get('view') === 'week' ? 'week' : 'hours';
  const mayChange = role === 'owner' || role === 'manager';
  const isKnown = (!params.get('provider') || providers.data) && (!params.get('service') || services.data);

  function choose(value: string) {
    const [kind, id] = value.split(':');
    setParams(kind && id ? { [kind]: id } : {});
  }
  return (
    <StaffPage
      title={t('title')}
      place={office.name}
      beside={
        view === 'hours' && (
          <select
            className={look}
            aria-label={t('whose')}
            value={owner.id ? `${owner.kind}:${owner.id}` : ''}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="">{t('office')}</option>
            <optgroup label={t('people')}>
              {providers.data?.map(({ id, name }) => (
                <option key={id} value={`provider:${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('services')}>
              {services.data?.map(({ id, name }) => (
                <option key={id} value={`service:${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          </select>
        )
      }
      acts={
        <ViewTabs
          label={t('views')}
          value={view}
          options={[
            { value: 'hours', label: t('view.hours') },
            { value: 'week', label: t('view.week') },
          ]}
          onChange={(next) => {
            const kept = Object.fromEntries([...params].filter(([name]) => name !== 'view'));
            setParams(next === 'week' ? { ...kept, view: next } : kept);
          }}
        />
      }
    >
      {view === 'week' ? (
        <EffectiveWeek providers={providers.data ?? []} services={services.data ?? []} />
      ) : (
        <>
          {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
          {isKnown && (
            <OwnerHours
              key={owner.id ?? 'office'}
              owner={owner}
              name={provider?.name ?? service?.name ?? office.name}
              mayChange={mayChange}
            />
          )}
          {mayChange && owner.kind === 'provider' && <ProvidersSet />}
        </>
      )}
    </StaffPage>
  );
}

interface OwnerHoursProps {
  owner: Owner;
  name: string;
  mayChange: boolean;
}

/** The weekly form and the seasons of one owner, once they are there. */
export function OwnerHours({ owner, name, mayChange }: OwnerHoursProps) {
  const { office } = useStaffOffice();
  const latest = useTagged<ProviderHours>(office.slug, hoursKey(office.slug, owner), hoursPath(office.slug, owner));
  const officeHours = useTagged<ProviderHours>(
    office.slug,
    hoursKey(office.slug, OFFICE),
    hoursPath(office.slug, OFFICE),
  );
  const error = latest.error ?? officeHours.error;
  if (error && !latest.data) return <ProblemCard error={error} onRetry={() => void latest.refetch()} />;
  if (!latest.data || !officeHours.data) {
    return (
      <Skeleton>
        <Bone height="560px" />
      </Skeleton>
    );
  }
  return (
    <>
      <WeeklyForm
        owner={owner}
        name={name}
        latest={latest.data}
        officeHours={officeHours.data.value.ranges ?? []}
        mayChange={mayChange}
      />
      {latest.data.value.ranges !== null && <Seasons owner={owner} mayChange={mayChange} />}
    </>
  );
}

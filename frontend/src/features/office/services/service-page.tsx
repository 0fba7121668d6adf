// Everything about one service, in the order in which people think of it; beside it what consumers will see of that.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Tagged } from '../../../api/client';
import type { PreviewState } from '../../../api/preview';
import { codeOf } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, ServiceSetting } from '../../../api/words';
import { ButtonLink } from '../../../ui/button';
import { Bone, Skeleton } from '../../../ui/empty';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { showToast } from '../../../ui/undo-toast';
import { useDraft } from '../../../ui/use-draft';
import { PreviewFrame } from '../preview-frame';
import { serviceKey, useAddService, useProviders, useServices } from '../queries';
import { SaveBar } from '../save-bar';
import { LeaveGuard } from '../saving/leave-guard';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useTagged } from '../saving/use-saving';
import { useSettingsLayout } from '../settings-layout';
import { changeOf, newTyped, serviceMistakes, serviceOf, type TypedService, typedOf } from './model';
import { PrivateLinks } from './private-links';
import { ServiceParts } from './service-parts';
import { useServiceForm, useServiceWords } from './use-service-form';

const NEW = 'new';

export default function ServicePage() {
  const { t } = useTranslation('rules');
  const { serviceId = NEW } = useParams();
  const [params] = useSearchParams();
  const { office, role } = useStaffOffice();
  const providers = useProviders(office.slug);
  const services = useServices(office.slug);
  const trouble = providers.error ?? services.error;
  const mayChange = role === 'owner' || role === 'manager';
  const isNew = serviceId === NEW;
  const found = services.data?.find(({ id }) => id === serviceId);
  const copied = services.data?.find(({ id }) => id === params.get('copy'));
  return (
    <StaffPage
      title={isNew ? t(copied ? 'list.copyOf' : 'list.new', { name: copied?.name }) : (found?.name ?? t('list.title'))}
      place={office.name}
      acts={
        <>
          {found && <ButtonLink to={`/office/settings/rules?service=${found.slug}`}>{t('list.rulesOf')}</ButtonLink>}
          <ButtonLink kind="subtle" to="/office/settings/services">
            {t('list.all')}
          </ButtonLink>
        </>
      }
    >
      {trouble ? (
        <ProblemCard error={trouble} onRetry={() => void Promise.all([providers.refetch(), services.refetch()])} />
      ) : !providers.data || !services.data ? (
        <FormSkeleton />
      ) : isNew ? (
        <NewService
          key={copied?.id ?? NEW}
          providers={providers.data}
          services={services.data}
          copied={copied}
          mayChange={mayChange}
        />
      ) : (
        <FoundService
          key={serviceId}
          id={serviceId}
          providers={providers.data}
          services={services.data}
          mayChange={mayChange}
        />
      )}
    </StaffPage>
  );
}

export function FormSkeleton() {
  const layout = useSettingsLayout();
  return (
    <Skeleton className={layout.stack}>
      <Bone height="320px" />
      <Bone height="240px" />
    </Skeleton>
  );
}

interface Around {
  providers: readonly ProviderSetting[];
  services: readonly ServiceSetting[];
  mayChange: boolean;
}

const categoriesOf = (services: readonly ServiceSetting[]) =>
  [...new Set(services.map(({ category }) => category).filter(Boolean))].sort();

function FoundService({ id, ...around }: Around & { id: string }) {
  const { t } = useTranslation('rules');
  const { office } = useStaffOffice();
  const path = `/offices/${office.slug}/services/${id}`;
  const found = useTagged<ServiceSetting>(office.slug, serviceKey(office.slug, id), path);
  if (found.data) return <SavedService latest={found.data} {...around} />;
  if (codeOf(found.error) === 'unknown_service') return <Notice kind="warn">{t('list.gone')}</Notice>;
  if (found.isError) return <ProblemCard error={found.error} onRetry={() => void found.refetch()} />;
  return <FormSkeleton />;
}

function SavedService({ latest, ...around }: Around & { latest: Tagged<ServiceSetting> }) {
  const layout = useSettingsLayout();
  const { office } = useStaffOffice();
  const { providers, services, mayChange } = around;
  const form = useServiceForm(latest, 'page');
  const words = useServiceWords(providers);
  const wrong = serviceMistakes(form.typed);
  const { value } = latest;
  const [looked, setLooked] = useState<PreviewState>('booking');
  return (
    <>
      <SavingHead form={form} fields={words.fields} />
      <div className={layout.columns}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it only looks where the focus is, to show that page beside */}
        <div
          className={layout.stack}
          onFocus={({ target }) => setLooked(target.closest('#questions') ? 'details' : 'booking')}
        >
          <ServiceParts
            part={{
              typed: form.typed,
              saved: form.base,
              set: form.set,
              wrong: form.attempt > 0 ? wrong : [],
              readOnly: !mayChange,
              providers,
            }}
            attempt={form.attempt}
            categories={categoriesOf(services)}
            onSend={form.save}
          />
          <PrivateLinks
            serviceId={value.id}
            providers={providers.filter(({ id }) => value.provider_ids.includes(id))}
            mayChange={mayChange}
          />
        </div>
        <Beside
          slug={value.slug}
          draft={{ id: value.id, ...(wrong.length ? {} : changeOf(form.typed, value)) }}
          version={value.version}
          office={office.slug}
          state={looked}
        />
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

interface BesideProps {
  office: string;
  slug: string | undefined;
  draft: NonNullable<Parameters<typeof PreviewFrame>[0]['draft']['service']>;
  version: number;
  state?: PreviewState;
}

function Beside({ office, slug, draft, version, state = 'booking' }: BesideProps) {
  const layout = useSettingsLayout();
  return (
    <aside className={layout.sticky}>
      <PreviewFrame
        office={office}
        states={['booking', 'time', 'details', 'booked']}
        state={state}
        service={slug}
        draft={{ service: draft }}
        version={version}
      />
    </aside>
  );
}

const NEW_ID = '00000000-0000-0000-0000-000000000000';

function NewService({ providers, services, copied, mayChange }: Around & { copied: ServiceSetting | undefined }) {
  const { t } = useTranslation('rules');
  const layout = useSettingsLayout();
  const { office } = useStaffOffice();
  const navigate = useNavigate();
  const add = useAddService(office.slug, copied?.uses_own_hours ? copied.id : null);
  const draft = useDraft<TypedService>(`service.${office.id}.new.${copied?.id ?? ''}`);
  const [attempt, setAttempt] = useState(0);
  const position = Math.min(10_000, Math.max(0, ...services.map((one) => one.position)) + 10);
  const initial = copied
    ? { ...typedOf(copied), name: t('list.copyName', { name: copied.name }), position: String(position) }
    : newTyped(providers, position, office.colour);
  const typed = draft.value ?? initial;
  const wrong = serviceMistakes(typed);
  function send() {
    setAttempt((before) => before + 1);
    if (add.isPending || wrong.length) return;
    add.mutate(serviceOf(typed), {
      onSuccess: ({ id }) => {
        draft.clear();
        showToast({ text: t('saved'), seconds: 5 });
        void navigate(`/office/settings/services/${id}`, { replace: true });
      },
    });
  }
  return (
    <>
      {add.isError && (
        <Notice kind="bad" role="alert">
          {t('notSaved', { ns: 'office' })}
        </Notice>
      )}
      <div className={layout.columns}>
        <div className={layout.stack}>
          <ServiceParts
            part={{
              typed,
              saved: null,
              set: (part) => draft.set({ ...typed, ...part }),
              wrong: attempt > 0 ? wrong : [],
              readOnly: !mayChange,
              providers,
            }}
            attempt={attempt}
            categories={categoriesOf(services)}
            onSend={send}
          />
        </div>
        <Beside office={office.slug} slug={undefined} draft={{ id: NEW_ID, ...serviceOf(typed) }} version={0} />
      </div>
      {draft.value && <LeaveGuard />}
      {mayChange && (
        <SaveBar
          words={t('list.notAdded')}
          act={t('list.add')}
          busy={add.isPending}
          onSave={send}
          onDiscard={() => {
            draft.clear();
            setAttempt(0);
          }}
        />
      )}
    </>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Tagged } from '../../api/client';
import { codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { OfficeHours, ProviderSetting, ServiceSetting } from '../../api/words';
import { ButtonLink } from '../../ui/button';
import { Bone, Skeleton } from '../../ui/empty';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { StaffPage } from '../../ui/staff-page';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { serviceKey, useAddService, useHours, useProviders, useServices } from './queries';
import { SaveBar } from './save-bar';
import { LeaveGuard } from './saving/leave-guard';
import { SavingFoot, SavingHead } from './saving/saving-parts';
import { useSaving, useTagged } from './saving/use-saving';
import { ServiceForm } from './service-form';
import { changeOf, newTyped, serviceMistakes, serviceOf, type TypedService, typedOf } from './service-model';

const NEW = 'new';

export default function ServicePage() {
  const { t } = useTranslation('office');
  const { serviceId = NEW } = useParams();
  const { office, role } = useStaffOffice();
  const providers = useProviders(office.slug);
  const hours = useHours(office.slug, null);
  const trouble = providers.error ?? hours.error;
  const people = providers.data;
  const ranges = hours.data?.ranges ?? [];
  const mayChange = role === 'owner' || role === 'manager';
  const isNew = serviceId === NEW;
  const services = useServices(office.slug);
  const name = services.data?.find(({ id }) => id === serviceId)?.name;
  return (
    <StaffPage
      title={isNew ? t('services.new') : (name ?? t('nav.services'))}
      place={office.name}
      acts={
        <ButtonLink kind="subtle" to="/office/settings/services">
          {t('services.all')}
        </ButtonLink>
      }
    >
      {trouble ? (
        <ProblemCard error={trouble} onRetry={() => void Promise.all([providers.refetch(), hours.refetch()])} />
      ) : !people || !hours.data || !services.data ? (
        <Skeleton>
          <Bone height="480px" />
        </Skeleton>
      ) : isNew ? (
        <NewServiceForm providers={people} ranges={ranges} count={services.data.length} mayChange={mayChange} />
      ) : (
        <FoundService key={serviceId} id={serviceId} providers={people} ranges={ranges} mayChange={mayChange} />
      )}
    </StaffPage>
  );
}

interface Around {
  providers: readonly ProviderSetting[];
  ranges: readonly OfficeHours[];
  mayChange: boolean;
}

function FoundService({ id, ...around }: Around & { id: string }) {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const found = useTagged<ServiceSetting>(
    office.slug,
    serviceKey(office.slug, id),
    `/offices/${office.slug}/services/${id}`,
  );
  if (found.data) return <SavedService latest={found.data} {...around} />;
  if (codeOf(found.error) === 'unknown_service') return <Notice kind="warn">{t('services.gone')}</Notice>;
  if (found.isError) return <ProblemCard error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Skeleton>
      <Bone height="480px" />
    </Skeleton>
  );
}

const FIELDS = [
  'name',
  'text',
  'category',
  'duration',
  'price',
  'currency',
  'colour',
  'position',
  'providers',
  'notice',
  'window',
  'step',
  'bufferBefore',
  'bufferAfter',
  'cancel',
  'move',
  'reminders',
] as const;

function SavedService({ latest, ...around }: Around & { latest: Tagged<ServiceSetting> }) {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const { id } = latest.value;
  const form = useSaving<ServiceSetting, TypedService>({
    name: `service.${office.id}.${id}`,
    latest,
    queryKey: serviceKey(office.slug, id),
    path: `/offices/${office.slug}/services/${id}`,
    typedOf,
    changeOf,
    isRight: (typed) => serviceMistakes(typed).length === 0,
    also: [['services', office.slug]],
    onSaved: () => showToast({ text: t('services.saved'), seconds: 5 }),
  });
  const names = new Map(around.providers.map((provider) => [provider.id, provider.name]));
  const amount = ({ count, unit }: TypedService['notice']) => t(`unit.count.${unit}`, { count: Number(count) });
  return (
    <>
      <SavingHead
        form={form}
        fields={FIELDS.map((name) => ({
          name,
          label: t(`services.field.${name}`),
          ...(name === 'notice' || name === 'cancel' || name === 'move'
            ? { show: (typed: TypedService) => amount(typed[name]) }
            : name === 'reminders'
              ? { show: (typed: TypedService) => typed.reminders.map(amount).join(', ') || t('say.none') }
              : name === 'providers'
                ? { show: (typed: TypedService) => typed.providers.map((one) => names.get(one)).join(', ') }
                : {}),
        }))}
      />
      <ServiceForm
        typed={form.typed}
        initial={form.base}
        set={form.set}
        attempt={form.attempt}
        isNew={false}
        onSend={form.save}
        {...around}
      />
      {around.mayChange && <SavingFoot form={form} />}
    </>
  );
}

function NewServiceForm({ count, ...around }: Around & { count: number }) {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const navigate = useNavigate();
  const add = useAddService(office.slug);
  const draft = useDraft<TypedService>(`service.${office.id}.new`);
  const [attempt, setAttempt] = useState(0);
  const everybody = around.providers.filter(({ active }) => active).map(({ id }) => id);
  const initial = newTyped(everybody, count + 1, office.colour);
  const typed = draft.value ?? initial;
  function send() {
    setAttempt((before) => before + 1);
    if (add.isPending || serviceMistakes(typed).length) return;
    add.mutate(serviceOf(typed), {
      onSuccess: () => {
        draft.clear();
        showToast({ text: t('services.saved'), seconds: 5 });
        void navigate('/office/settings/services');
      },
    });
  }
  return (
    <>
      {add.isError && (
        <Notice kind="bad" role="alert">
          {t('notSaved')}
        </Notice>
      )}
      <ServiceForm
        typed={typed}
        initial={initial}
        set={(part) => draft.set({ ...typed, ...part })}
        attempt={attempt}
        isNew
        onSend={send}
        {...around}
      />
      {draft.value && <LeaveGuard />}
      {around.mayChange && (
        <SaveBar
          words={t('services.notAdded')}
          act={t('services.add')}
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

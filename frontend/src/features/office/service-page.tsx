import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useStaffOffice } from '../../api/session';
import { ButtonLink } from '../../ui/button';
import { Bone, Skeleton } from '../../ui/empty';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { StaffPage } from '../../ui/staff-page';
import { showToast } from '../../ui/undo-toast';
import { useAddService, useChangeService, useHours, useProviders, useServices } from './queries';
import { ServiceForm } from './service-form';
import { changeOf, newTyped, serviceOf, typedOf } from './service-model';

const NEW = 'new';

export default function ServicePage() {
  const { t } = useTranslation('office');
  const { serviceId = NEW } = useParams();
  const { office, role } = useStaffOffice();
  const navigate = useNavigate();
  const services = useServices(office.slug);
  const providers = useProviders(office.slug);
  const hours = useHours(office.slug, null);
  const add = useAddService(office.slug);
  const change = useChangeService(office.slug, serviceId);
  const mayChange = role === 'owner' || role === 'manager';
  const saved = services.data?.find(({ id }) => id === serviceId) ?? null;
  const isNew = serviceId === NEW;
  const title = isNew ? t('services.new') : (saved?.name ?? t('nav.services'));
  const trouble = services.error ?? providers.error ?? hours.error;

  const done = () => {
    showToast({ text: t('services.saved'), seconds: 5 });
    void navigate('/office/settings/services');
  };
  return (
    <StaffPage
      title={title}
      place={office.name}
      acts={
        <ButtonLink kind="subtle" to="/office/settings/services">
          {t('services.all')}
        </ButtonLink>
      }
    >
      {trouble ? (
        <ProblemCard error={trouble} onRetry={() => void services.refetch()} />
      ) : !services.data || !providers.data || !hours.data ? (
        <Skeleton>
          <Bone height="480px" />
        </Skeleton>
      ) : !isNew && !saved ? (
        <Notice kind="warn">{t('services.gone')}</Notice>
      ) : (
        <ServiceForm
          key={serviceId}
          draftName={`service.${office.id}.${serviceId}`}
          initial={
            saved
              ? typedOf(saved)
              : newTyped(
                  providers.data.filter(({ active }) => active).map(({ id }) => id),
                  services.data.length + 1,
                  office.colour,
                )
          }
          isNew={isNew}
          providers={providers.data}
          ranges={hours.data.ranges ?? []}
          mayChange={mayChange}
          busy={add.isPending || change.isPending}
          failed={add.isError || change.isError}
          onSave={(typed, saveDone) => {
            const onSuccess = () => {
              saveDone();
              done();
            };
            if (saved) change.mutate(changeOf(typed, saved), { onSuccess });
            else add.mutate(serviceOf(typed), { onSuccess });
          }}
        />
      )}
    </StaffPage>
  );
}

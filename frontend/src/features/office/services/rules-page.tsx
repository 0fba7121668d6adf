// The booking rules of one service: control left, what it will do right, and the real page with the rules as they are typed.
import { makeStyles } from '@fluentui/react-components';
import { ClipboardTaskListLtr24Regular, Eye20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Tagged } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { ProviderSetting, ServiceSetting } from '../../../api/words';
import { Button, ButtonLink } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { ErrorSummary, useControl } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { screen } from '../../../ui/screen';
import { StaffPage } from '../../../ui/staff-page';
import { PreviewFrame } from '../preview-frame';
import { serviceKey, useProviders, useServices } from '../queries';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useTagged } from '../saving/use-saving';
import { useSettingsLayout } from '../settings-layout';
import { Limits } from './limits';
import { changeOf, serviceMistakes } from './model';
import { fieldId, PartProvider } from './part';
import { RuleRows } from './rule-rows';
import { FormSkeleton } from './service-page';
import { TimesChange } from './times-change';
import { TryATime } from './try-a-time';
import { usePreview } from './use-preview';
import { useServiceForm, useServiceWords } from './use-service-form';

const useStyles = makeStyles({
  service: { width: 'auto', maxWidth: '260px', [screen.phone]: { maxWidth: '176px' } },
  toPreview: { display: 'none', '@media (max-width: 1099.98px)': { display: 'inline-flex' } },
});

export default function RulesPage() {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const services = useServices(office.slug);
  const providers = useProviders(office.slug);
  const [params, setParams] = useSearchParams();
  const look = useControl(false, styles.service);
  const listed = services.data?.filter(({ active }) => active) ?? [];
  const asked = services.data?.find(({ id, slug }) => [id, slug].includes(params.get('service') ?? ''));
  const service = asked ?? listed[0];
  const trouble = services.error ?? providers.error;
  const choices = service && !listed.includes(service) ? [...listed, service] : listed;
  return (
    <StaffPage
      title={t('rules.title')}
      place={office.name}
      beside={
        service && (
          <select
            className={look}
            aria-label={t('rules.service')}
            value={service.slug}
            onChange={({ target }) => setParams({ service: target.value })}
          >
            {choices.map(({ id, slug, name }) => (
              <option key={id} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )
      }
      acts={service && providers.data && <TryATime service={service} providers={providers.data} />}
    >
      {trouble ? (
        <ProblemCard error={trouble} onRetry={() => void Promise.all([services.refetch(), providers.refetch()])} />
      ) : !services.data || !providers.data ? (
        <FormSkeleton />
      ) : service ? (
        <FoundRules
          key={service.id}
          id={service.id}
          providers={providers.data}
          mayChange={role === 'owner' || role === 'manager'}
        />
      ) : (
        <Card padded>
          <Empty
            icon={<ClipboardTaskListLtr24Regular />}
            title={t('list.none')}
            action={<ButtonLink to="/office/settings/services/new">{t('list.add')}</ButtonLink>}
          >
            {t('rules.noneText')}
          </Empty>
        </Card>
      )}
    </StaffPage>
  );
}

interface Around {
  providers: readonly ProviderSetting[];
  mayChange: boolean;
}

function FoundRules({ id, ...around }: Around & { id: string }) {
  const { office } = useStaffOffice();
  const path = `/offices/${office.slug}/services/${id}`;
  const found = useTagged<ServiceSetting>(office.slug, serviceKey(office.slug, id), path);
  if (found.data) return <Rules latest={found.data} {...around} />;
  if (found.isError) return <ProblemCard error={found.error} onRetry={() => void found.refetch()} />;
  return <FormSkeleton />;
}

function Rules({ latest, providers, mayChange }: Around & { latest: Tagged<ServiceSetting> }) {
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const layout = useSettingsLayout();
  const { office } = useStaffOffice();
  const form = useServiceForm(latest, 'rules');
  const words = useServiceWords(providers);
  const [version, setVersion] = useState(0);
  const wrong = serviceMistakes(form.typed);
  const change = wrong.length ? null : changeOf(form.typed, latest.value);
  const preview = usePreview({ serviceId: latest.value.id, change });
  const shown = form.attempt > 0 ? wrong : [];
  // A rule that makes no sense has no sentence: it says so at once, as far as it was typed here.
  const wrongNow = wrong.filter((field) => shown.includes(field) || form.changed.includes(field));
  return (
    <>
      <SavingHead form={form} fields={words.fields} />
      <div className={layout.columns}>
        <div className={layout.stack}>
          {!mayChange && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
          <ErrorSummary
            attempt={form.attempt}
            mistakes={shown.map((field) => ({ id: fieldId(field), label: t(`field.${field}`) }))}
          />
          {preview.isError && (
            <Notice kind="quiet" role="status">
              {t('rules.noPreview')}
            </Notice>
          )}
          <Button
            className={styles.toPreview}
            icon={<Eye20Regular />}
            onClick={() => document.getElementById('rules-preview')?.scrollIntoView({ block: 'start' })}
          >
            {t('rules.toPreview')}
          </Button>
          <PartProvider
            part={{
              typed: form.typed,
              saved: form.base,
              set: form.set,
              wrong: wrongNow,
              readOnly: !mayChange,
              providers,
            }}
          >
            <form
              noValidate
              className={layout.stack}
              onSubmit={(event) => {
                event.preventDefault();
                form.save();
              }}
            >
              <RuleRows
                facts={preview.data?.facts}
                changed={form.changed}
                show={words.value}
                limits={
                  <Limits
                    service={latest.value}
                    used={preview.data?.facts.limits ?? []}
                    providers={providers}
                    mayChange={mayChange}
                    onChanged={() => setVersion((before) => before + 1)}
                  />
                }
              />
            </form>
          </PartProvider>
        </div>
        <aside className={layout.sticky} id="rules-preview">
          {preview.data && form.changed.length > 0 && <TimesChange preview={preview.data} />}
          <PreviewFrame
            office={office.slug}
            states={['time', 'details', 'booked']}
            service={latest.value.slug}
            draft={{ service: { id: latest.value.id, ...change } }}
            version={latest.value.version * 1000 + version}
            note={t('rules.previewNote')}
          />
        </aside>
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

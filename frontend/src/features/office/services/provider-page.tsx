// One provider as consumers and rules know them: name, headline, attributes, private or not, place in the list, services.

import { List24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Tagged } from '../../../api/client';
import { codeOf } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import type { ProviderChange, ProviderSetting } from '../../../api/words';
import { ButtonLink } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { ErrorSummary, TextField } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { Switch } from '../../../ui/switch';
import { TextLink } from '../../../ui/text-link';
import { showToast } from '../../../ui/undo-toast';
import { numberOf, within } from '../amounts';
import { useProviders, useServices } from '../queries';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useSaving, useTagged } from '../saving/use-saving';
import { useSettingsLayout } from '../settings-layout';
import { AttributesField } from './attributes-field';
import { isAttribute } from './model';
import { FormSkeleton } from './service-page';
import { usePartStyles } from './what-it-is';

interface Typed {
  name: string;
  headline: string;
  attributes: string[];
  private: boolean;
  active: boolean;
  position: string;
}

const typedOf = (provider: ProviderSetting): Typed => ({
  name: provider.name,
  headline: provider.headline,
  attributes: [...provider.attributes],
  private: provider.private,
  active: provider.active,
  position: String(provider.position),
});

function changeOf(typed: Typed, saved: ProviderSetting): ProviderChange {
  const next: ProviderChange = {
    ...typed,
    name: typed.name.trim(),
    headline: typed.headline.trim(),
    attributes: [...typed.attributes].sort(),
    position: numberOf(typed.position) ?? 0,
  };
  return Object.fromEntries(
    Object.entries(next).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(saved[name as keyof Typed]),
    ),
  ) as ProviderChange;
}

function mistakesOf(typed: Typed): ('name' | 'attributes' | 'position')[] {
  const checks = [
    ['name', typed.name.trim() !== ''],
    ['attributes', typed.attributes.every(isAttribute)],
    ['position', within(numberOf(typed.position), 0, 10_000)],
  ] as const;
  return checks.filter(([, fits]) => !fits).map(([field]) => field);
}

const keyOf = (office: string, id: string) => ['providers', office, id] as const;

export default function ProviderPage() {
  const { t } = useTranslation('rules');
  const { providerId = '' } = useParams();
  const { office } = useStaffOffice();
  const layout = useSettingsLayout();
  const path = `/offices/${office.slug}/providers/${providerId}`;
  const found = useTagged<ProviderSetting>(office.slug, keyOf(office.slug, providerId), path);
  return (
    <StaffPage
      title={found.data?.value.name ?? t('provider.title')}
      place={office.name}
      acts={
        <>
          <ButtonLink to={`/office/settings/hours?provider=${providerId}`}>{t('provider.hours')}</ButtonLink>
          <ButtonLink kind="subtle" to="/office/settings/people">
            {t('provider.all')}
          </ButtonLink>
        </>
      }
    >
      {found.data ? (
        <div className={layout.narrow}>
          <ProviderForm key={providerId} latest={found.data} path={path} />
        </div>
      ) : codeOf(found.error) === 'unknown_provider' ? (
        <Notice kind="warn">{t('provider.gone')}</Notice>
      ) : found.isError ? (
        <ProblemCard error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <FormSkeleton />
      )}
    </StaffPage>
  );
}

function ProviderForm({ latest, path }: { latest: Tagged<ProviderSetting>; path: string }) {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const layout = useSettingsLayout();
  const { office, role } = useStaffOffice();
  const mayChange = role === 'owner' || role === 'manager';
  const { id, name } = latest.value;
  const form = useSaving<ProviderSetting, Typed>({
    name: `provider.${office.id}.${id}`,
    latest,
    queryKey: keyOf(office.slug, id),
    path,
    typedOf,
    changeOf,
    isRight: (typed) => mistakesOf(typed).length === 0,
    also: [
      ['providers', office.slug],
      ['services', office.slug],
    ],
    onSaved: () => showToast({ text: t('saved'), seconds: 5 }),
  });
  const providers = useProviders(office.slug);
  const { typed, set } = form;
  const wrong = form.attempt > 0 ? mistakesOf(typed) : [];
  const error = (field: (typeof wrong)[number]) => (wrong.includes(field) ? t(`wrong.${field}`) : undefined);
  const known = [...new Set(providers.data?.flatMap(({ attributes }) => attributes))].sort();
  return (
    <>
      <SavingHead
        form={form}
        fields={(['name', 'headline', 'attributes', 'private', 'active', 'position'] as const).map((field) => ({
          name: field,
          label: t(`provider.${field}`),
          show: (one: Typed) => {
            const value = one[field];
            return typeof value === 'boolean' ? t(value ? 'yes' : 'no') : [value].flat().join(', ') || t('nothing');
          },
        }))}
      />
      <div className={layout.stack}>
        {!mayChange && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
        <ErrorSummary
          attempt={form.attempt}
          mistakes={wrong.map((field) => ({ id: `provider-${field}`, label: t(`provider.${field}`) }))}
        />
        <Card padded className={styles.card}>
          <Section>{t('provider.who')}</Section>
          <TextField
            id="provider-name"
            label={t('provider.name')}
            maxLength={120}
            value={typed.name}
            error={error('name')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ name: target.value })}
          />
          <TextField
            label={t('provider.headline')}
            optional
            help={t('provider.headlineHelp')}
            maxLength={120}
            value={typed.headline}
            readOnly={!mayChange}
            onChange={({ target }) => set({ headline: target.value })}
          />
          <AttributesField
            id="provider-attributes"
            label={t('provider.attributes')}
            help={t('provider.attributesHelp')}
            error={error('attributes')}
            values={typed.attributes}
            known={known}
            readOnly={!mayChange}
            onChange={(attributes) => set({ attributes })}
          />
          <TextField
            id="provider-position"
            label={t('provider.position')}
            help={t('provider.positionHelp')}
            inputMode="numeric"
            inputClassName={styles.number}
            value={typed.position}
            error={error('position')}
            readOnly={!mayChange}
            onChange={({ target }) => set({ position: target.value })}
          />
        </Card>
        <Card padded className={styles.card}>
          <Section>{t('group.visibility')}</Section>
          {(['active', 'private'] as const).map((field) => (
            <div key={field}>
              <Switch
                label={t(`provider.${field}`)}
                checked={typed[field]}
                disabled={!mayChange}
                onChange={(on) => set({ [field]: on })}
              />
              <p className={styles.quiet}>{t(`provider.${field}${typed[field] ? 'On' : 'Off'}`, { name })}</p>
            </div>
          ))}
        </Card>
        <Offered id={id} attributes={typed.attributes} />
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

/** The services this person offers; which those are is set with each service. */
function Offered({ id, attributes }: { id: string; attributes: readonly string[] }) {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { office } = useStaffOffice();
  const services = useServices(office.slug);
  const offered = services.data?.filter(({ active, provider_ids }) => active && provider_ids.includes(id)) ?? [];
  return (
    <Card padded className={styles.card}>
      <Section>{t('provider.offers')}</Section>
      {services.data && offered.length === 0 && (
        <Empty icon={<List24Regular />} title={t('provider.offersNothing')}>
          {t('provider.offersNothingText')}
        </Empty>
      )}
      <ul>
        {offered.map((service) => {
          const missing = service.required_attributes.filter((one) => !attributes.includes(one));
          return (
            <li key={service.id} className={styles.listed}>
              <TextLink to={`/office/settings/services/${service.id}`}>{service.name}</TextLink>
              {missing.length > 0 && <> {t('provider.lacks', { what: missing.join(', ') })}</>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

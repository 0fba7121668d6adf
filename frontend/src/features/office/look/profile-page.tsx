// Who the office is: name, contact, place and time. Each field says where it is read.
import { DoorArrowRight20Regular, Globe20Regular, Live20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { ErrorSummary, Field, TextArea, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { Rich } from '../../../ui/rich';
import { StaffPage } from '../../../ui/staff-page';
import { numberOf } from '../amounts';
import { PreviewFrame } from '../preview-frame';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useSettingsLayout } from '../settings-layout';
import { useLookStyles } from './look-styles';
import { profileMistakes, profileOf, profileWhole, type TypedProfile } from './model';
import { useProfileForm, useTaggedProfile } from './use-profile-form';

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
/** Languages that messages are written or dates are spelled in; the office's own is always among them. */
const LOCALES = ['en-GB', 'en-US', 'en-IE', 'en-AU', 'en-CA', 'de-DE', 'de-AT', 'de-CH', 'fr-FR', 'es-ES', 'it-IT'];
const REGIONS = 'GB IE US CA AU NZ DE AT CH FR ES IT NL BE LU DK SE NO FI PL CZ PT GR IN ZA SG JP BR MX'.split(' ');

export default function ProfilePage() {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const profile = useTaggedProfile();
  return (
    <StaffPage title={t('nav.profile')} place={office.name}>
      {profile.data ? (
        <ProfileForm latest={profile.data} />
      ) : profile.isError ? (
        <ProblemCard error={profile.error} onRetry={() => void profile.refetch()} />
      ) : (
        <Skeleton>
          <Bone height="360px" />
        </Skeleton>
      )}
    </StaffPage>
  );
}

function ProfileForm({ latest }: { latest: NonNullable<ReturnType<typeof useTaggedProfile>['data']> }) {
  const { t } = useTranslation(['look', 'office']);
  const styles = useLookStyles();
  const layout = useSettingsLayout();
  const look = useControl();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const { form, mayChange, version } = useProfileForm<TypedProfile>({
    name: 'profile',
    latest,
    typedOf: profileOf,
    wholeOf: profileWhole,
    isRight: (typed) => !profileMistakes(typed).length,
  });
  const { typed, set, attempt } = form;
  const refused = codeOf(form.error) === 'invalid_email' ? (['email'] as const) : [];
  const mistakes = attempt > 0 ? [...new Set([...profileMistakes(typed), ...refused])] : [];
  const error = (field: string) => ((mistakes as string[]).includes(field) ? t(`wrong.${field}`) : undefined);
  const door = numberOf(typed.door) ?? 0;
  const whole = profileWhole(typed);

  const text = (field: 'name' | 'phone' | 'email' | 'door', type = 'text') => (
    <TextField
      id={`profile-${field}`}
      type={type}
      label={t(`field.${field}`)}
      help={t(`help.${field}`)}
      value={typed[field]}
      readOnly={!mayChange}
      error={error(field)}
      onChange={({ target }) => set({ [field]: target.value })}
    />
  );
  const choice = (
    field: 'time_zone' | 'locale' | 'region',
    options: readonly string[],
    say: (value: string) => string,
  ) => (
    <Field label={t(`field.${field}`)} help={t(`help.${field}`)}>
      <select
        className={look}
        value={typed[field]}
        disabled={!mayChange}
        onChange={({ target }) => set({ [field]: target.value })}
      >
        {[...new Set([typed[field], ...options])].map((value) => (
          <option key={value} value={value}>
            {say(value)}
          </option>
        ))}
      </select>
    </Field>
  );
  const languages = new Intl.DisplayNames(words.locale, { type: 'language' });
  const regions = new Intl.DisplayNames(words.locale, { type: 'region' });
  const fields = (Object.keys(typed) as (keyof TypedProfile)[]).map((name) => ({ name, label: t(`field.${name}`) }));
  return (
    <>
      <div className={layout.columns}>
        <div className={layout.stack}>
          {!mayChange && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
          <SavingHead form={form} fields={fields} />
          <ErrorSummary
            attempt={attempt}
            mistakes={mistakes.map((field) => ({ id: `profile-${field}`, label: t(`field.${field}`) }))}
          />
          <Card padded className={styles.card}>
            <Section>{t('contact')}</Section>
            {text('name')}
            <div className={styles.pair}>
              {text('phone', 'tel')}
              {text('email', 'email')}
            </div>
            <Field label={t('field.address')} help={t('help.address')} optional>
              <TextArea
                value={typed.address}
                maxLength={400}
                readOnly={!mayChange}
                onChange={({ target }) => set({ address: target.value })}
              />
            </Field>
          </Card>
          <Card padded className={styles.card}>
            <Section>{t('place')}</Section>
            {choice('time_zone', ZONES, (zone) => zone.replaceAll('_', ' '))}
            <div className={styles.pair}>
              {choice('locale', LOCALES, (locale) => languages.of(locale) ?? locale)}
              {choice('region', REGIONS, (region) => regions.of(region) ?? region)}
            </div>
            {text('door')}
          </Card>
        </div>
        <div className={styles.beside}>
          <Card as="div" className={layout.aside}>
            <Section>{t('does', { ns: 'office' })}</Section>
            <ul className={layout.facts}>
              <li className={layout.fact}>
                <Globe20Regular />
                <span>
                  <Rich text={t('does.zone', { zone: words.zone(typed.time_zone) })} />
                </span>
              </li>
              <li className={layout.fact}>
                <DoorArrowRight20Regular />
                <span>
                  <Rich text={t('does.door', { count: door })} />
                </span>
              </li>
              <li className={layout.fact}>
                <Live20Regular />
                <span>{t('does.live')}</span>
              </li>
            </ul>
          </Card>
          <PreviewFrame
            office={office.slug}
            states={['booking', 'time', 'booked', 'waiting']}
            draft={{ office: whole }}
            version={version}
          />
        </div>
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

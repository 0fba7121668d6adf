import { makeStyles } from '@fluentui/react-components';
import { CalendarLtr20Regular, DoorArrowRight20Regular, Globe20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../api/problem';
import { useStaffOffice } from '../../api/session';
import type { Profile, ProfileChange } from '../../api/words';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { ErrorSummary, Field, TextArea, TextField, useControl } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { StaffPage } from '../../ui/staff-page';
import { showToast } from '../../ui/undo-toast';
import { useDraft } from '../../ui/use-draft';
import { numberOf } from './amounts';
import { PreviewFrame } from './preview-frame';
import { useProfile, useSaveProfile } from './queries';
import { SaveBar } from './save-bar';
import { useSettingsLayout } from './settings-layout';

interface TypedProfile {
  name: string;
  phone: string;
  email: string;
  address: string;
  time_zone: string;
  colour: string;
  door: string;
}

const ZONES = Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'));
const DOOR_MINUTES_MAX = 240;

function typedOf(profile: Profile): TypedProfile {
  const { name, phone, email, address, time_zone, colour, door_opens_minutes } = profile;
  return {
    name,
    phone: phone ?? '',
    email: email ?? '',
    address: address ?? '',
    time_zone,
    colour,
    door: String(door_opens_minutes),
  };
}

function changeOf(typed: TypedProfile, saved: TypedProfile): ProfileChange {
  const next: ProfileChange = {
    name: typed.name.trim(),
    phone: typed.phone.trim() || null,
    email: typed.email.trim() || null,
    address: typed.address.trim() || null,
    time_zone: typed.time_zone,
    colour: typed.colour,
    door_opens_minutes: numberOf(typed.door) ?? 0,
  };
  const same = (name: string) => {
    const key = (name === 'door_opens_minutes' ? 'door' : name) as keyof TypedProfile;
    return typed[key] === saved[key];
  };
  return Object.fromEntries(Object.entries(next).filter(([name]) => !same(name)));
}

export default function ProfilePage() {
  const { t } = useTranslation('office');
  const { office } = useStaffOffice();
  const profile = useProfile(office.slug);
  return (
    <StaffPage title={t('nav.profile')} place={office.name}>
      {profile.data ? (
        <ProfileForm profile={profile.data} />
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

const useStyles = makeStyles({
  form: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  pair: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    '@media (max-width: 639.98px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  colour: { padding: '2px' },
});

function ProfileForm({ profile }: { profile: Profile }) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const layout = useSettingsLayout();
  const look = useControl();
  const colourLook = useControl(false, styles.colour);
  const words = useMomentWords();
  const { office, role } = useStaffOffice();
  const save = useSaveProfile(office.slug);
  const draft = useDraft<TypedProfile>(`profile.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const saved = typedOf(profile);
  const typed = draft.value ?? saved;
  const mayChange = role === 'owner' || role === 'manager';
  const door = numberOf(typed.door);
  const wrong = {
    name: !typed.name.trim(),
    email: typed.email.trim() !== '' && !/^\S+@\S+\.\S+$/.test(typed.email.trim()),
    door: door === null || door > DOOR_MINUTES_MAX,
  };
  const refusedEmail = codeOf(save.error) === 'invalid_email';
  const mistakes = (['name', 'email', 'door'] as const).filter(
    (field) => attempt > 0 && (wrong[field] || (field === 'email' && refusedEmail)),
  );
  const error = (field: (typeof mistakes)[number]) =>
    mistakes.includes(field) ? t(`profile.wrong.${field}`) : undefined;

  const set = (part: Partial<TypedProfile>) => draft.set({ ...typed, ...part });
  function send() {
    setAttempt((before) => before + 1);
    if (Object.values(wrong).includes(true) || save.isPending) return;
    save.mutate(changeOf(typed, saved), {
      onSuccess: () => {
        draft.clear();
        setAttempt(0);
        showToast({ text: t('profile.saved'), seconds: 5 });
      },
    });
  }
  const text = (field: 'name' | 'phone' | 'email' | 'door', more: { help?: string; type?: string } = {}) => (
    <TextField
      {...more}
      id={`profile-${field}`}
      label={t(`profile.${field}`)}
      value={typed[field]}
      readOnly={!mayChange}
      error={field === 'phone' ? undefined : error(field)}
      onChange={({ target }) => set({ [field]: target.value })}
    />
  );
  return (
    <>
      <div className={layout.columns}>
        <div className={layout.stack}>
          {!mayChange && <Notice kind="quiet">{t('readOnly')}</Notice>}
          <ErrorSummary
            attempt={attempt}
            mistakes={mistakes.map((field) => ({ id: `profile-${field}`, label: t(`profile.${field}`) }))}
          />
          {save.isError && !refusedEmail && (
            <Notice kind="bad" role="alert">
              {t('notSaved')}
            </Notice>
          )}
          <Card padded className={styles.form}>
            {text('name')}
            <div className={styles.pair}>
              {text('phone', { help: t('profile.phoneHelp'), type: 'tel' })}
              {text('email', { type: 'email' })}
            </div>
            <Field label={t('profile.address')} optional>
              <TextArea
                value={typed.address}
                maxLength={400}
                readOnly={!mayChange}
                onChange={({ target }) => set({ address: target.value })}
              />
            </Field>
            <div className={styles.pair}>
              <Field label={t('profile.zone')}>
                <select
                  className={look}
                  value={typed.time_zone}
                  disabled={!mayChange}
                  onChange={({ target }) => set({ time_zone: target.value })}
                >
                  {[...new Set([typed.time_zone, ...ZONES])].map((zone) => (
                    <option key={zone} value={zone}>
                      {zone.replaceAll('_', ' ')}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('profile.colour')}>
                <input
                  type="color"
                  className={colourLook}
                  value={typed.colour}
                  disabled={!mayChange}
                  onChange={({ target }) => set({ colour: target.value })}
                />
              </Field>
            </div>
            {text('door', { help: t('profile.doorHelp') })}
          </Card>
        </div>
        <Card className={layout.aside}>
          <Section>{t('does')}</Section>
          <ul className={layout.facts}>
            <li className={layout.fact}>
              <Globe20Regular />
              <span>
                <Rich text={t('zoneSaid', { zone: words.zone(typed.time_zone) })} />
              </span>
            </li>
            <li className={layout.fact}>
              <DoorArrowRight20Regular />
              <span>
                <Rich text={t('profile.doorDoes', { count: door ?? 0 })} />
              </span>
            </li>
            <li className={layout.fact}>
              <CalendarLtr20Regular />
              <span>{t('profile.live')}</span>
            </li>
          </ul>
          <PreviewFrame
            office={office.slug}
            states={['booking', 'time', 'details', 'booked', 'waiting']}
            draft={{ office: { name: typed.name, colour: typed.colour, phone: typed.phone || null } }}
            version={profile.version}
          />
        </Card>
      </div>
      {mayChange && JSON.stringify(typed) !== JSON.stringify(saved) && (
        <SaveBar
          words={t('unsaved')}
          act={t('save')}
          busy={save.isPending}
          onSave={send}
          onDiscard={() => {
            draft.clear();
            setAttempt(0);
            save.reset();
          }}
        />
      )}
    </>
  );
}

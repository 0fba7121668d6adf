// What holds for every service: the pause of the whole office, what consumers agree to, the code, how many visits each may have.
import { useTranslation } from 'react-i18next';
import type { Tagged } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { Profile, ProfileChange } from '../../../api/words';
import { ButtonLink } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { ErrorSummary, Field, TextArea, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { Switch } from '../../../ui/switch';
import { showToast } from '../../../ui/undo-toast';
import { numberOf, within } from '../amounts';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useSaving, useTagged } from '../saving/use-saving';
import { useSettingsLayout } from '../settings-layout';
import { ConsentForm } from './consent-form';
import { FormSkeleton } from './service-page';
import { usePartStyles } from './what-it-is';

interface Typed {
  /** Null: not paused. */
  pause: string | null;
  proof: Profile['contact_proof'];
  activeMax: string;
  week: string;
}

const typedOf = (profile: Profile): Typed => ({
  pause: profile.pause_notice,
  proof: profile.contact_proof,
  activeMax: profile.active_per_consumer_max === null ? '' : String(profile.active_per_consumer_max),
  week: String(profile.week_starts_on),
});

function changeOf(typed: Typed, saved: Profile): ProfileChange {
  const next: ProfileChange = {
    pause_notice: typed.pause === null ? null : typed.pause.trim(),
    contact_proof: typed.proof,
    active_per_consumer_max: typed.activeMax.trim() ? numberOf(typed.activeMax) : null,
    week_starts_on: typed.week === '7' ? 7 : 1,
  };
  return Object.fromEntries(
    Object.entries(next).filter(([name, value]) => value !== saved[name as keyof Profile]),
  ) as ProfileChange;
}

function mistakesOf(typed: Typed): ('pause' | 'activeMax')[] {
  const found: ('pause' | 'activeMax')[] = [];
  if (typed.pause !== null && !typed.pause.trim()) found.push('pause');
  if (typed.activeMax.trim() && !within(numberOf(typed.activeMax), 1, 1000)) found.push('activeMax');
  return found;
}

export default function BookingPage() {
  const { t } = useTranslation('rules');
  const { office, role } = useStaffOffice();
  const layout = useSettingsLayout();
  const mayChange = role === 'owner' || role === 'manager';
  const found = useTagged<Profile>(office.slug, ['profile', office.slug, 'tagged'], `/offices/${office.slug}/profile`);
  return (
    <StaffPage
      title={t('booking.title')}
      place={office.name}
      acts={
        <ButtonLink kind="subtle" to="/office/settings/services">
          {t('list.all')}
        </ButtonLink>
      }
    >
      {found.data ? (
        <div className={layout.narrow}>
          {!mayChange && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
          <BookingForm latest={found.data} mayChange={mayChange} />
        </div>
      ) : found.isError ? (
        <ProblemCard error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <FormSkeleton />
      )}
    </StaffPage>
  );
}

function BookingForm({ latest, mayChange }: { latest: Tagged<Profile>; mayChange: boolean }) {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const layout = useSettingsLayout();
  const look = useControl(false, styles.wide);
  const { office } = useStaffOffice();
  const form = useSaving<Profile, Typed>({
    name: `booking.${office.id}`,
    latest,
    queryKey: ['profile', office.slug, 'tagged'],
    path: `/offices/${office.slug}/profile`,
    typedOf,
    changeOf,
    isRight: (typed) => mistakesOf(typed).length === 0,
    also: [['profile', office.slug], ['office']],
    onSaved: () => showToast({ text: t('saved'), seconds: 5 }),
  });
  const { typed, set } = form;
  const wrong = form.attempt > 0 ? mistakesOf(typed) : [];
  return (
    <>
      <SavingHead
        form={form}
        fields={[
          { name: 'pause', label: t('booking.pause'), show: ({ pause }) => pause ?? t('no') },
          { name: 'proof', label: t('booking.proof'), show: ({ proof }) => t(`booking.proofs.${proof}`) },
          { name: 'activeMax', label: t('field.activeMax') },
          { name: 'week', label: t('booking.week'), show: ({ week }) => t(`booking.weeks.${week}`) },
        ]}
      />
      <div className={layout.stack}>
        <ErrorSummary
          attempt={form.attempt}
          mistakes={wrong.map((field) => ({ id: `booking-${field}`, label: t(`field.${field}`) }))}
        />
        <Card padded className={styles.card}>
          <Section>{t('booking.pause')}</Section>
          <Switch
            label={t('booking.pauseAll')}
            checked={typed.pause !== null}
            disabled={!mayChange}
            onChange={(paused) => set({ pause: paused ? '' : null })}
          />
          <p className={styles.quiet}>{t(typed.pause === null ? 'booking.pauseOff' : 'booking.pauseOn')}</p>
          {typed.pause !== null && (
            <Field
              label={t('field.pause')}
              help={t('help.pause')}
              error={wrong.includes('pause') ? t('wrong.pause') : undefined}
            >
              <TextArea
                id="booking-pause"
                value={typed.pause}
                maxLength={500}
                readOnly={!mayChange}
                onChange={({ target }) => set({ pause: target.value.replace(/\n/g, ' ') })}
              />
            </Field>
          )}
        </Card>
        <Card padded className={styles.card}>
          <Section>{t('booking.consumers')}</Section>
          <Field label={t('booking.proof')} help={t(`booking.proofHelp.${typed.proof}`)}>
            <select
              className={look}
              value={typed.proof}
              disabled={!mayChange}
              onChange={({ target }) => set({ proof: target.value as Typed['proof'] })}
            >
              {(['none', 'email', 'sms', 'either'] as const).map((proof) => (
                <option key={proof} value={proof}>
                  {t(`booking.proofs.${proof}`)}
                </option>
              ))}
            </select>
          </Field>
          <TextField
            id="booking-activeMax"
            label={t('field.activeMax')}
            optional
            inputMode="numeric"
            inputClassName={styles.number}
            help={
              typed.activeMax.trim()
                ? t('booking.activeMax', { count: numberOf(typed.activeMax) ?? 0 })
                : t('booking.activeMaxNone')
            }
            error={wrong.includes('activeMax') ? t('wrong.activeMax') : undefined}
            value={typed.activeMax}
            readOnly={!mayChange}
            onChange={({ target }) => set({ activeMax: target.value })}
          />
          <Field label={t('booking.week')} help={t('booking.weekHelp')}>
            <select
              className={look}
              value={typed.week}
              disabled={!mayChange}
              onChange={({ target }) => set({ week: target.value })}
            >
              {(['1', '7'] as const).map((week) => (
                <option key={week} value={week}>
                  {t(`booking.weeks.${week}`)}
                </option>
              ))}
            </select>
          </Field>
        </Card>
        <ConsentForm mayChange={mayChange} />
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

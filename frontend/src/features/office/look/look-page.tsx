// How the office looks: colour, logo and words, with the real pages beside them. The preview shows the page one works on.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewState } from '../../../api/preview';
import { useStaffOffice } from '../../../api/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, TextArea, TextField } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { StaffPage } from '../../../ui/staff-page';
import { TextLink } from '../../../ui/text-link';
import { PreviewFrame } from '../preview-frame';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useSettingsLayout } from '../settings-layout';
import { usePresets } from '../setup/queries';
import { ColourPicker } from './colour-picker';
import { LogoCard } from './logo-card';
import { useLookStyles } from './look-styles';
import { lookOf, lookWhole, TEXTS, type TypedLook } from './model';
import { useColourFacts } from './use-colour-facts';
import { useProfileForm, useTaggedProfile } from './use-profile-form';

const SHOWN_ON: Record<(typeof TEXTS)[number], PreviewState> = {
  welcome_text: 'booking',
  booked_note: 'booked',
  waiting_title: 'waiting',
  waiting_subtitle: 'waiting',
};

export default function LookPage() {
  const { t } = useTranslation('look');
  const { office } = useStaffOffice();
  const profile = useTaggedProfile();
  return (
    <StaffPage title={t('nav.look')} place={office.name}>
      {profile.data ? (
        <LookForm latest={profile.data} />
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

function LookForm({ latest }: { latest: NonNullable<ReturnType<typeof useTaggedProfile>['data']> }) {
  const { t } = useTranslation(['look', 'office']);
  const styles = useLookStyles();
  const layout = useSettingsLayout();
  const { office } = useStaffOffice();
  const { form, mayChange, version } = useProfileForm<TypedLook>({
    name: 'look',
    latest,
    typedOf: lookOf,
    wholeOf: lookWhole,
  });
  const { typed, set } = form;
  const [looking, setLooking] = useState<PreviewState>('booking');
  const [logos, setLogos] = useState(0);
  const facts = useColourFacts(typed.colour);
  const fields = [
    { name: 'colour' as const, label: t('field.colour') },
    ...TEXTS.map((name) => ({ name, label: t(`field.${name}`) })),
  ];
  const words = (name: (typeof TEXTS)[number]) => {
    const common = {
      value: typed[name],
      readOnly: !mayChange,
      onFocus: () => setLooking(SHOWN_ON[name]),
      onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    };
    return name === 'waiting_title' ? (
      <TextField key={name} label={t(`field.${name}`)} help={t(`help.${name}`)} optional maxLength={120} {...common} />
    ) : (
      <Field key={name} label={t(`field.${name}`)} help={t(`help.${name}`)} optional>
        <TextArea maxLength={500} {...common} />
      </Field>
    );
  };
  return (
    <>
      <div className={layout.columns}>
        <div className={layout.stack}>
          {!mayChange && <Notice kind="quiet">{t('readOnly', { ns: 'office' })}</Notice>}
          <SavingHead form={form} fields={fields} />
          <Card padded className={styles.card}>
            <Section>{t('colourTitle')}</Section>
            <ColourPicker value={typed.colour} readOnly={!mayChange} onChange={(colour) => set({ colour })} />
            <ul className={styles.facts} aria-live="polite">
              {facts.map(({ key, icon, words: said }) => (
                <li key={key} className={styles.fact}>
                  {icon}
                  <span>{said}</span>
                </li>
              ))}
            </ul>
          </Card>
          <LogoCard mayChange={mayChange} onSaved={() => setLogos((before) => before + 1)} />
          {mayChange && <FillIn onFill={set} />}
          <Card padded className={styles.card}>
            <Section>{t('texts')}</Section>
            {TEXTS.map(words)}
          </Card>
          {mayChange && (
            <p className={styles.quiet}>
              <TextLink to="/setup?step=services">{t('guide')}</TextLink>
            </p>
          )}
        </div>
        <div className={layout.sticky}>
          <PreviewFrame
            office={office.slug}
            states={['booking', 'time', 'details', 'booked', 'waiting']}
            state={looking}
            draft={{ office: lookWhole(typed) }}
            version={version * 1000 + logos}
          />
        </div>
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

/** Words and a colour that fit a kind of office, put into the fields: seen in the preview, and not saved yet. */
function FillIn({ onFill }: { onFill: (part: Partial<TypedLook>) => void }) {
  const { t } = useTranslation('look');
  const styles = useLookStyles();
  const { office } = useStaffOffice();
  const presets = usePresets(office.slug);
  if (!presets.data) return null;
  return (
    <Card padded className={styles.card}>
      <Section>{t('presets.title')}</Section>
      <p className={styles.quiet}>{t('presets.text')}</p>
      <div className={styles.row}>
        {presets.data.map((preset) => (
          <Button
            key={preset.name}
            onClick={() => {
              onFill({
                colour: preset.colour,
                ...Object.fromEntries(TEXTS.map((name) => [name, preset[name] ?? ''])),
              });
              announce(t('presets.filled'));
            }}
          >
            {t(`presets.${preset.name}`)}
          </Button>
        ))}
      </div>
    </Card>
  );
}

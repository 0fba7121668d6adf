// What can be booked: a preset's examples to choose from, shown with their rules and words before anything applies.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import {
  AlertBadge20Regular,
  BuildingBank20Regular,
  HeartPulse20Regular,
  List20Regular,
  Settings20Regular,
  Sparkle20Regular,
  WrenchScrewdriver20Regular,
} from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import { Bone, Skeleton } from '../../../ui/empty';
import { CheckField } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useDraft } from '../../../ui/use-draft';
import { useServices } from '../queries';
import type { StepProps } from './guide';
import { GuideStep } from './guide-layout';
import { type Preset, usePresets } from './queries';

const useStyles = makeStyles({
  kinds: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: '12px',
    margin: 0,
    padding: 0,
    border: 'none',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)', gap: '8px' },
  },
  legend: { padding: 0, marginBottom: '8px', fontWeight: tokens.fontWeightSemibold },
  kind: {
    display: 'flex',
    gap: '12px',
    alignItems: 'center',
    padding: '12px 16px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    cursor: 'pointer',
    ':has(:checked)': {
      backgroundColor: tokens.colorBrandBackground2,
      outline: `2px solid ${tokens.colorBrandStroke1}`,
      outlineOffset: '-2px',
    },
    ':has(:focus-visible)': { boxShadow: `0 0 0 4px ${tokens.colorStrokeFocus2}` },
    '> svg': { color: tokens.colorBrandForeground1, flexShrink: 0 },
  },
  radio: { width: '20px', height: '20px', margin: 0, flexShrink: 0, accentColor: tokens.colorBrandBackground },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { ...text.caption, color: tokens.colorNeutralForeground2 },
  examples: { display: 'grid', gap: '12px' },
  texts: { display: 'grid', gap: '4px', margin: 0, paddingInlineStart: '48px' },
  term: { ...text.caption, color: tokens.colorNeutralForeground3 },
  said: { margin: '0 0 8px' },
});

const ICONS = {
  healthcare: <HeartPulse20Regular />,
  finance: <BuildingBank20Regular />,
  support: <WrenchScrewdriver20Regular />,
  none: <Sparkle20Regular />,
} as const;
const TEXTS = ['welcome_text', 'booked_note', 'waiting_title', 'waiting_subtitle'] as const;

interface Typed {
  preset: Preset['name'];
  /** Examples that are not wanted. */
  without: string[];
  texts: boolean;
}

/** "1 day", "2 hours": an offset before a visit. */
function useSpan() {
  const { t } = useTranslation('setup');
  return (minutes: number) =>
    minutes % 1440 === 0
      ? t('services.days', { count: minutes / 1440 })
      : minutes % 60 === 0
        ? t('services.hours', { count: minutes / 60 })
        : t('services.length', { count: minutes });
}

export function ServicesStep({ back, onward }: StepProps) {
  const { t, i18n } = useTranslation('setup');
  const styles = useStyles();
  const span = useSpan();
  const { office } = useStaffOffice();
  const queries = useQueryClient();
  const presets = usePresets(office.slug);
  const services = useServices(office.slug);
  const draft = useDraft<Typed>(`setup.services.${office.id}`);
  const there = services.data ?? [];
  const typed: Typed = draft.value ?? { preset: 'none', without: [], texts: true };
  const preset = presets.data?.find(({ name }) => name === typed.preset);
  const wanted = (preset?.services ?? []).map(({ name }) => name).filter((name) => !typed.without.includes(name));
  const added = wanted.filter((name) => !there.some((one) => one.name === name));
  const hasTexts = Boolean(preset && TEXTS.some((name) => preset[name]));
  const use = useMutation({
    mutationFn: () =>
      api.post(`/offices/${office.slug}/presets`, {
        name: typed.preset,
        services: wanted,
        texts: typed.texts && hasTexts,
        colour: typed.texts,
      }),
    onSuccess: async () => {
      draft.clear();
      await Promise.all(
        [['services', office.slug], ['profile', office.slug], ['session']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
      onward('done');
    },
  });
  const list = new Intl.ListFormat(i18n.language.startsWith('pseudo') ? 'en' : i18n.language);
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const all = there.length + added.length;
  return (
    <GuideStep
      heading={t('services.heading')}
      lead={t('services.lead')}
      back={back}
      onSkip={() => onward('skipped')}
      act={t('continue.hours')}
      busy={use.isPending}
      failed={use.isError}
      onContinue={() => use.mutate()}
      facts={[
        {
          key: 'count',
          icon: <List20Regular />,
          words: <Rich text={all ? t('services.doesCount', { count: all }) : t('services.doesNone')} />,
        },
        { key: 'reminders', icon: <AlertBadge20Regular />, words: t('services.doesReminders') },
        { key: 'later', icon: <Settings20Regular />, words: <Rich text={t('services.doesLater')} /> },
      ]}
    >
      {there.length > 0 && (
        <Notice kind="quiet">
          {t('services.there', { count: there.length, names: list.format(there.map(({ name }) => name)) })}{' '}
          {t('services.thereMore')}
        </Notice>
      )}
      {presets.data ? (
        <>
          <fieldset className={styles.kinds}>
            <legend className={styles.legend}>{t('services.kind')}</legend>
            {presets.data.map(({ name }) => (
              <label key={name} className={styles.kind}>
                <input
                  type="radio"
                  name="preset"
                  className={styles.radio}
                  checked={typed.preset === name}
                  onChange={() => set({ preset: name, without: [] })}
                />
                {ICONS[name]}
                <span className={styles.words}>
                  <span className={styles.name}>{t(`services.preset.${name}`)}</span>
                  <span className={styles.quiet}>{t(`services.presetAbout.${name}`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {preset && (
            <div className={styles.examples}>
              <Section>{t('services.examples')}</Section>
              {preset.services.map((example) => (
                <CheckField
                  key={example.name}
                  checked={!typed.without.includes(example.name)}
                  onChange={({ target }) =>
                    set({
                      without: target.checked
                        ? typed.without.filter((name) => name !== example.name)
                        : [...typed.without, example.name],
                    })
                  }
                  label={
                    <span className={styles.words}>
                      <span className={styles.name}>{example.name}</span>
                      <span className={styles.quiet}>
                        {[
                          t('services.fact', {
                            length: t('services.length', { count: example.duration_minutes }),
                            reminders: list.format(example.reminder_offsets_minutes.map(span)),
                          }),
                          ...(example.buffer_after_minutes
                            ? [t('services.buffer', { minutes: example.buffer_after_minutes })]
                            : []),
                        ].join(' · ')}
                      </span>
                      {example.text && <span className={styles.quiet}>{example.text}</span>}
                    </span>
                  }
                />
              ))}
              <Switch checked={typed.texts} label={t('services.texts')} onChange={(texts) => set({ texts })} />
              {typed.texts && <Words preset={preset} />}
            </div>
          )}
        </>
      ) : (
        <Skeleton>
          <Bone height="240px" />
        </Skeleton>
      )}
    </GuideStep>
  );
}

/** The words a preset brings, where they will stand. */
function Words({ preset }: { preset: Preset }) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const said = TEXTS.filter((name) => preset[name]);
  if (!said.length) return <p className={mergeClasses(styles.texts, styles.quiet)}>{t('services.textsNone')}</p>;
  return (
    <dl className={styles.texts}>
      {said.map((name) => [
        <dt key={name} className={styles.term}>
          {t(`services.textOf.${name}`)}
        </dt>,
        <dd key={`${name}-said`} className={styles.said}>
          {preset[name]}
        </dd>,
      ])}
    </dl>
  );
}

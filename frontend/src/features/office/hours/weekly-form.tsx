// Weekly hours of the office, a person or a service: painted and typed, both views of the same draft, saved whole with the
// version that was seen.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Tagged } from '../../../api/client';
import { useStaffOffice } from '../../../api/session';
import type { HoursSet, OfficeHours, ProviderHours } from '../../../api/words';
import { Card } from '../../../ui/card';
import { ErrorSummary, Field, useControl } from '../../../ui/field';
import { Subsection } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { weekdayName } from '../../../ui/opening-hours';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { SavingFoot, SavingHead } from '../saving/saving-parts';
import { useSaving } from '../saving/use-saving';
import { useSettingsLayout } from '../settings-layout';
import { EffectCard } from './effect-card';
import { fieldOf, HoursEditor } from './hours-editor';
import { mistakesOf, rangesOf, type TypedRange, type Week, weekOf } from './hours-model';
import { hoursKey, hoursPath, type Owner, useHoursEffect, useSettled } from './hours-queries';
import { PolicyNotes } from './policy-notes';
import { WeekPaint } from './week-paint';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type DayField = (typeof DAYS)[number];

/** A field for each day, so that two managers who changed different days both get theirs. */
type Typed = { own: boolean; zone: string } & Record<DayField, readonly TypedRange[]>;

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '8px 24px', alignItems: 'flex-end' },
  said: { flexBasis: '280px', flexGrow: 1 },
  zone: { minWidth: '200px', maxWidth: '260px' },
  help: { ...text.caption, color: tokens.colorNeutralForeground3, margin: '0 0 8px' },
  keys: { '@media (hover: none)': { display: 'none' } },
  part: { marginTop: '20px' },
});

interface WeeklyFormProps {
  owner: Owner;
  /** Whose hours, for sentences. */
  name: string;
  latest: Tagged<ProviderHours>;
  officeHours: readonly OfficeHours[];
  mayChange: boolean;
}

/** Give it a `key` of the owner: each has a draft of their own. */
export function WeeklyForm({ owner, name, latest, officeHours, mayChange }: WeeklyFormProps) {
  const { t } = useTranslation(['hours', 'office']);
  const styles = useStyles();
  const layout = useSettingsLayout();
  const words = useMomentWords();
  const look = useControl(false, styles.zone);
  const { office } = useStaffOffice();
  const form = useSaving<ProviderHours | HoursSet, Typed>({
    name: `hours.${office.id}.${owner.id ?? 'office'}`,
    latest,
    queryKey: hoursKey(office.slug, owner),
    path: hoursPath(office.slug, owner),
    method: 'PUT',
    typedOf: (saved) => typedOf(saved, officeHours),
    changeOf: (typed) => hoursOf(typed),
    isRight: (typed) => !typed.own || mistakesOf(weekIn(typed)).size === 0,
    also: [
      ['seasons', office.slug],
      ['effective-hours', office.slug],
      ['providers', office.slug],
      ['services', office.slug],
    ],
    onSaved: () => showToast({ text: t('saved'), seconds: 5 }),
  });
  const { typed } = form;
  const week = weekIn(typed);
  const mistakes = typed.own ? mistakesOf(week) : new Map<string, never>();
  const settled = useSettled(mistakes.size === 0 ? hoursOf(typed) : null);
  const effect = useHoursEffect(office.slug, owner, mayChange ? settled : null);
  const readOnly = !mayChange || !typed.own;
  const set = (next: Week) => form.set(Object.fromEntries(DAYS.map((day, index) => [day, next[index] ?? []])));
  const summary = [...mistakes].map(([at, mistake]) => ({
    id: fieldOf(at, mistake),
    label: weekdayName(Number(at.split('-')[0]) + 1, words.locale, 'long'),
  }));
  const fields = [
    { name: 'own' as const, label: t('own.field'), show: (one: Typed) => t(one.own ? 'own.yes' : 'own.no') },
    { name: 'zone' as const, label: t('zoneField'), show: (one: Typed) => words.zone(one.zone) },
    ...DAYS.map((day, index) => ({
      name: day,
      label: weekdayName(index + 1, words.locale, 'long'),
      show: (one: Typed) => one[day].map(({ from, to }) => `${from} – ${to}`).join(', ') || t('closed'),
    })),
  ];
  return (
    <>
      <SavingHead form={form} fields={fields} />
      <div className={layout.columns}>
        <div className={layout.stack}>
          {form.attempt > 0 && <ErrorSummary mistakes={summary} attempt={form.attempt} />}
          <Card padded>
            <div className={styles.head}>
              {owner.kind !== 'office' ? (
                <Switch
                  label={t(`own.${owner.kind}`, { name })}
                  checked={typed.own}
                  disabled={!mayChange}
                  onChange={(own) => form.set({ own })}
                />
              ) : (
                <p className={mergeClasses(layout.lead, styles.said)}>{t('lead')}</p>
              )}
              <Field label={t('zoneField')}>
                <select
                  className={look}
                  value={typed.zone}
                  disabled={!mayChange || !typed.own}
                  onChange={({ target }) => form.set({ zone: target.value })}
                >
                  {zonesWith(typed.zone).map((zone) => (
                    <option key={zone} value={zone}>
                      {zone.replaceAll('_', ' ')}
                    </option>
                  ))}
                </select>
              </Field>
            </div>
            {!typed.own ? (
              <Notice kind="info">{t(`own.none.${owner.kind}`, { name })}</Notice>
            ) : (
              <>
                <Subsection className={styles.part}>{t('paint.title')}</Subsection>
                {!readOnly && (
                  <p className={styles.help}>
                    {t('paint.help')} <span className={styles.keys}>{t('paint.keys')}</span>
                  </p>
                )}
                <WeekPaint week={week} onChange={set} readOnly={readOnly} />
                <Subsection className={styles.part}>{t('typed')}</Subsection>
                <HoursEditor
                  week={week}
                  onChange={set}
                  mistakes={form.attempt > 0 ? mistakes : new Map()}
                  readOnly={readOnly}
                />
                <PolicyNotes week={week} zone={typed.zone} />
              </>
            )}
          </Card>
        </div>
        <EffectCard
          owner={owner}
          name={name}
          week={typed.own ? week : null}
          zone={typed.zone}
          effect={effect.data?.effect ?? null}
          outside={form.changed.length > 0 ? (effect.data?.affected ?? []) : []}
          changed={form.changed.length > 0}
          waiting={effect.isFetching}
        />
      </div>
      {mayChange && <SavingFoot form={form} />}
    </>
  );
}

function typedOf(saved: ProviderHours | HoursSet, officeHours: readonly OfficeHours[]): Typed {
  const week = weekOf(saved.ranges ?? officeHours);
  const days = Object.fromEntries(DAYS.map((day, index) => [day, week[index] ?? []])) as Record<
    DayField,
    readonly TypedRange[]
  >;
  return { own: saved.ranges !== null, zone: saved.time_zone, ...days };
}

const weekIn = (typed: Typed): Week => DAYS.map((day) => typed[day]);

const hoursOf = (typed: Typed): ProviderHours => ({
  time_zone: typed.zone,
  ranges: typed.own ? rangesOf(weekIn(typed)) : null,
});

/** All zones that have a place, and the one that is set, whatever it is. */
function zonesWith(zone: string): string[] {
  const known = Intl.supportedValuesOf('timeZone').filter((one) => one.includes('/'));
  return [...new Set(['UTC', zone, ...known])].sort();
}

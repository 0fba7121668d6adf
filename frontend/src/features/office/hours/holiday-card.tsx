// Public holidays of a country or region: each with its name and date, closed with one click, this year or every year.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowRepeatAll20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { Holiday } from '../../../api/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { Field, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import {
  act,
  type HolidayPlace,
  useHolidayCalendar,
  useHolidayCountries,
  useHolidays,
  useHoursChange,
} from './hours-queries';
import { SeeToDialog } from './see-to-dialog';

const useStyles = makeStyles({
  card: { padding: '16px', display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)' },
  help: { ...text.caption, color: tokens.colorNeutralForeground3 },
  pick: { display: 'grid', gap: '8px', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  list: { margin: '0 -16px -16px' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto auto',
    gap: '4px',
    alignItems: 'center',
    padding: '8px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  past: { color: tokens.colorNeutralForeground3 },
  words: { display: 'grid', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3 },
  yearly: { color: tokens.colorBrandForeground1, backgroundColor: tokens.colorBrandBackground2 },
});

interface HolidayCardProps {
  year: number;
  today: string;
  names: ReadonlyMap<string, string>;
  mayChange: boolean;
}

export function HolidayCard({ year, today, names, mayChange }: HolidayCardProps) {
  const { t } = useTranslation('hours');
  const styles = useStyles();
  const words = useMomentWords();
  const look = useControl();
  const { office } = useStaffOffice();
  const kept = useHolidayCalendar(office.slug);
  const countries = useHolidayCountries(office.slug);
  const [chosen, setChosen] = useState<HolidayPlace | null>(null);
  const [closing, setClosing] = useState<Holiday | null>(null);
  const place = chosen ?? (kept.data ? { country: kept.data.country, subdivision: kept.data.subdivision } : null);
  const holidays = useHolidays(office.slug, place, year);
  const close = useHoursChange(office.slug, act.holidays(office.slug));
  const reopen = useHoursChange(office.slug, act.removeTimeOff(office.slug));
  const keep = useHoursChange(office.slug, act.keepHolidays(office.slug));
  const spoken = new Intl.DisplayNames([words.locale], { type: 'region' });
  const regions = countries.data?.find(({ code }) => code === place?.country)?.subdivisions ?? [];
  const isRemembered =
    kept.data?.country === place?.country && (kept.data?.subdivision ?? null) === (place?.subdivision ?? null);
  const yearly = isRemembered ? (kept.data?.holidays ?? []) : [];
  const ahead = holidays.data?.filter(({ on }) => year > Number(today.slice(0, 4)) || on >= today) ?? [];
  const busy = close.isPending || reopen.isPending || keep.isPending;

  function closeOn(holiday: Holiday) {
    if (!place) return;
    if (holiday.affected > 0) return setClosing(holiday);
    close.mutate(
      { ...place, dates: [holiday.on], affected: [] },
      {
        onSuccess: ({ items }) =>
          showToast({
            text: t('holidays.closed', { name: holiday.name, day: words.day(holiday.on) }),
            onUndo: () => items[0] && reopen.mutate(items[0].id),
          }),
        // Somebody booked at this very moment: then it is asked what is done with them.
        onError: () => setClosing(holiday),
      },
    );
  }
  function toggle(holiday: Holiday) {
    if (!holiday.closed) return closeOn(holiday);
    if (!holiday.time_off_id) return;
    reopen.mutate(holiday.time_off_id, {
      onSuccess: () =>
        showToast({ text: t('holidays.opened', { name: holiday.name, day: words.day(holiday.on) }), seconds: 5 }),
    });
  }
  function everyYear(holiday: Holiday) {
    if (!place) return;
    const next = holiday.every_year ? yearly.filter((key) => key !== holiday.key) : [...yearly, holiday.key];
    const before = yearly;
    keep.mutate(
      { ...place, holidays: next },
      {
        onSuccess: () =>
          showToast({
            text: t(holiday.every_year ? 'holidays.notYearly' : 'holidays.yearly', { name: holiday.name }),
            onUndo: () => keep.mutate({ ...place, holidays: before }),
          }),
      },
    );
  }
  return (
    <Card className={styles.card}>
      <Section>{t('holidays.title')}</Section>
      <p className={styles.help}>{t('holidays.help')}</p>
      <div className={styles.pick}>
        <Field label={t('holidays.country')}>
          <select
            className={look}
            value={place?.country ?? ''}
            disabled={!mayChange}
            onChange={({ target }) => setChosen({ country: target.value, subdivision: null })}
          >
            {countries.data
              ?.map(({ code }) => ({ code, name: code.length === 2 ? (spoken.of(code) ?? code) : code }))
              .sort((one, other) => one.name.localeCompare(other.name, words.locale))
              .map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
          </select>
        </Field>
        {regions.length > 0 && (
          <Field label={t('holidays.region')}>
            <select
              className={look}
              value={place?.subdivision ?? ''}
              disabled={!mayChange}
              onChange={({ target }) =>
                place && setChosen({ country: place.country, subdivision: target.value || null })
              }
            >
              <option value="">{t('holidays.wholeCountry')}</option>
              {regions.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
      {yearly.length > 0 && (
        <Notice kind="info" icon={<ArrowRepeatAll20Regular />}>
          {t('holidays.kept', { count: yearly.length })}
        </Notice>
      )}
      {(keep.isError || reopen.isError) && (
        <Notice kind="bad" role="alert">
          {t('refused.other')}
        </Notice>
      )}
      {!holidays.data ? (
        <Skeleton>
          <Bone height="240px" />
        </Skeleton>
      ) : ahead.length === 0 ? (
        <p>{t('holidays.none', { year })}</p>
      ) : (
        <ul className={styles.list} aria-busy={busy}>
          {ahead.map((holiday) => (
            <li key={holiday.on} className={styles.row}>
              <span className={styles.words}>
                <span className={styles.name}>{holiday.name}</span>
                <span className={styles.quiet}>
                  {words.day(holiday.on)}
                  {holiday.affected > 0 && ` · ${t('holidays.visits', { count: holiday.affected })}`}
                  {holiday.closed && !holiday.time_off_id && ` · ${t('holidays.byClosure')}`}
                </span>
              </span>
              <Button
                kind="subtle"
                icon={<ArrowRepeatAll20Regular />}
                className={mergeClasses(holiday.every_year && styles.yearly)}
                aria-label={t('holidays.everyYear', { name: holiday.name })}
                title={t(holiday.every_year ? 'holidays.everyYearOn' : 'holidays.everyYearOff')}
                aria-pressed={holiday.every_year}
                disabled={!mayChange}
                onClick={() => everyYear(holiday)}
              />
              <Switch
                checked={holiday.closed}
                disabled={!mayChange || (holiday.closed && !holiday.time_off_id)}
                aria-label={t('holidays.closeOn', { name: holiday.name, day: words.day(holiday.on) })}
                onChange={() => toggle(holiday)}
              />
            </li>
          ))}
        </ul>
      )}
      {closing && place && (
        <SeeToDialog
          title={t('holidays.closeTitle', { name: closing.name, day: words.day(closing.on) })}
          about={t('holidays.closeAbout')}
          asked={{ what: 'holidays', wish: { ...place, dates: [closing.on] } }}
          names={names}
          actWords={t('holidays.closeAct')}
          busy={close.isPending}
          error={close.error}
          onAct={(affected) =>
            close.mutate({ ...place, dates: [closing.on], affected }, { onSuccess: () => setClosing(null) })
          }
          onClose={() => {
            close.reset();
            setClosing(null);
          }}
        />
      )}
    </Card>
  );
}

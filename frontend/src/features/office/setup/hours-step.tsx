// When the office is open, and on which public holidays it is not.
import { makeStyles } from '@fluentui/react-components';
import { CalendarLtr20Regular, Clock20Regular, Globe20Regular } from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { ErrorSummary } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { useMomentWords } from '../../../ui/moment';
import { weekdayName } from '../../../ui/opening-hours';
import { Rich } from '../../../ui/rich';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useDraft } from '../../../ui/use-draft';
import { dateIn } from '../../../ui/wall';
import { fieldOf, HoursEditor } from '../hours/hours-editor';
import { mistakesOf, rangesOf, type Week, weekOf } from '../hours/hours-model';
import { useHours, useProfile } from '../queries';
import type { StepProps } from './guide';
import { GuideStep } from './guide-layout';
import { type Effects, type Holiday, useEffects, useHolidays } from './queries';

const useStyles = makeStyles({
  head: { padding: '16px 16px 8px' },
  quiet: { color: tokens.colorNeutralForeground3 },
  day: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    padding: '8px 16px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { fontWeight: tokens.fontWeightSemibold },
  date: { ...text.caption, color: tokens.colorNeutralForeground3 },
  foot: {
    ...text.caption,
    padding: '8px 16px 12px',
    color: tokens.colorNeutralForeground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

const NINE_TO_FIVE: Week = [1, 2, 3, 4, 5, 6, 7].map((day) => (day < 6 ? [{ from: '09:00', to: '17:00' }] : []));

interface Typed {
  week: Week;
  /** Holidays on which the office stays open. */
  open: string[];
}

export function HoursStep({ back, onward }: StepProps) {
  const { t } = useTranslation('setup');
  const { office } = useStaffOffice();
  const words = useMomentWords();
  const queries = useQueryClient();
  const saved = useHours(office.slug, null);
  const region = useProfile(office.slug).data?.region;
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const holidays = useHolidays(office.slug, region, today);
  const draft = useDraft<Typed>(`setup.hours.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const ranges = saved.data?.ranges ?? [];
  const typed = draft.value ?? { week: ranges.length ? weekOf(ranges) : NINE_TO_FIVE, open: [] };
  const mistakes = mistakesOf(typed.week);
  const hours = { time_zone: office.time_zone, ranges: mistakes.size ? [] : rangesOf(typed.week) };
  const effects = useEffects(office.slug, hours, saved.isSuccess && mistakes.size === 0);
  const closing = (holidays.data ?? []).filter(({ on, closed }) => !closed && !typed.open.includes(on));
  const save = useMutation({
    mutationFn: async () => {
      await api.put(`/offices/${office.slug}/hours`, hours);
      if (!closing.length) return;
      await api.post(`/offices/${office.slug}/holidays`, { country: region, dates: closing.map(({ on }) => on) });
    },
    onSuccess: async () => {
      draft.clear();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['hours', office.slug] }),
        queries.invalidateQueries({ queryKey: ['holidays', office.slug] }),
      ]);
      onward('done');
    },
  });

  function send() {
    setAttempt((before) => before + 1);
    if (!mistakes.size) save.mutate();
  }
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const summary = [...mistakes].map(([at, mistake]) => ({
    id: fieldOf(at, mistake),
    label: weekdayName(Number(at.split('-')[0]) + 1, words.locale, 'long'),
  }));
  return (
    <GuideStep
      heading={t('hours.heading')}
      lead={t('hours.lead')}
      back={back}
      onSkip={() => onward('skipped')}
      act={t('continue.people')}
      busy={save.isPending}
      failed={save.isError}
      onContinue={send}
      facts={useFacts(effects.data, office.time_zone)}
      beside={
        holidays.data && region ? (
          <Holidays
            region={region}
            found={holidays.data}
            open={typed.open}
            onOpen={(on, open) => set({ open: open ? [...typed.open, on] : typed.open.filter((one) => one !== on) })}
          />
        ) : undefined
      }
    >
      {attempt > 0 && <ErrorSummary mistakes={summary} attempt={attempt} />}
      {saved.data ? (
        <div>
          <HoursEditor
            week={typed.week}
            onChange={(week) => set({ week })}
            mistakes={attempt > 0 ? mistakes : new Map()}
          />
        </div>
      ) : (
        <Skeleton>
          <Bone height="360px" />
        </Skeleton>
      )}
    </GuideStep>
  );
}

function useFacts(effects: Effects | undefined, timeZone: string) {
  const { t } = useTranslation('setup');
  const words = useMomentWords();
  const zone = {
    key: 'zone',
    icon: <Globe20Regular />,
    words: <Rich text={t('hours.doesZone', { zone: words.zone(timeZone) })} />,
  };
  if (!effects) return [zone];
  const hours = t('hours.hours', { count: Math.round(effects.open_minutes_a_week / 6) / 10 });
  const late = effects.late_weekday;
  const open = late
    ? t('hours.doesOpenLate', { hours, day: weekdayName(late, words.locale, 'long') })
    : t('hours.doesOpen', { hours });
  const first = effects.first
    ? t('hours.doesFirst', { start: words.start(effects.first) })
    : t(effects.services ? 'hours.doesClosed' : 'hours.doesNothing');
  return [
    { key: 'open', icon: <Clock20Regular />, words: <Rich text={open} /> },
    zone,
    { key: 'first', icon: <CalendarLtr20Regular />, words: <Rich text={first} /> },
  ];
}

interface HolidaysProps {
  region: string;
  found: readonly Holiday[];
  open: readonly string[];
  onOpen: (on: string, open: boolean) => void;
}

function Holidays({ region, found, open, onOpen }: HolidaysProps) {
  const { t } = useTranslation('setup');
  const styles = useStyles();
  const words = useMomentWords();
  const country = new Intl.DisplayNames(words.locale, { type: 'region' }).of(region) ?? region;
  return (
    <Card as="div">
      <div className={styles.head}>
        <Section>{t('hours.holidays')}</Section>
        <p className={styles.quiet}>{t(found.length ? 'hours.holidaysText' : 'hours.holidaysNone', { country })}</p>
      </div>
      {found.map(({ on, name, closed }) => (
        <div key={on} className={styles.day}>
          <span className={styles.words}>
            <span className={styles.name}>{name}</span>
            <span className={styles.date}>{words.day(on)}</span>
          </span>
          {closed ? (
            <span className={styles.date}>{t('hours.closed')}</span>
          ) : (
            <Switch
              aria-label={`${name}, ${words.day(on)}`}
              checked={!open.includes(on)}
              onChange={(on_) => onOpen(on, !on_)}
            />
          )}
        </div>
      ))}
      <p className={styles.foot}>{t('hours.holidaysLater')}</p>
    </Card>
  );
}

// Another time for the same visit: the old one is kept until the new one is certain.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { codeOf, OFFLINE } from '../../../api/problem';
import { useServerNow } from '../../../api/server-clock';
import type { Slot, VisitSeen } from '../../../api/words';
import { Button, ButtonLink } from '../../../ui/button';
import { Card, Rule } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { CheckField } from '../../../ui/field';
import { PageHeading, Section } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { Moment } from '../../../ui/moment';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { text } from '../../../ui/text';
import { TextAct } from '../../../ui/text-link';
import { DayTimes } from '../../../ui/time-picker/day-times';
import { monthOf, monthSpan } from '../../../ui/time-picker/month';
import { MonthGrid } from '../../../ui/time-picker/month-grid';
import { tokens } from '../../../ui/tokens';
import { dateIn, spellDay } from '../../../ui/wall';
import { Head } from '../layout';
import { useMove, useOfficePage, useOtherSlots } from '../queries';
import { type FaceProps, useVisitWords } from '../visit-words';
import { nearestOf, Taken } from './taken';

const useStyles = makeStyles({
  main: {
    maxWidth: '1088px',
    margin: '0 auto',
    padding: '32px 32px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    [screen.phone]: { padding: '16px 16px 0', gap: '12px' },
  },
  card: { containerType: 'inline-size' },
  top: {
    display: 'flex',
    gap: '8px 24px',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    minHeight: '56px',
    padding: '8px 24px',
    ...text.small,
    [screen.phone]: { padding: '12px 16px' },
  },
  pick: {
    display: 'grid',
    gap: '20px',
    padding: '24px',
    '@container (min-width: 680px)': { gridTemplateColumns: '332px minmax(0, 1fr)', gap: '40px', alignItems: 'start' },
    [screen.phone]: { padding: '12px 12px 16px' },
  },
  dayHead: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '0 8px', margin: '6px 0 12px' },
  count: { ...text.small, color: tokens.colorNeutralForeground3 },
  none: { ...text.small, color: tokens.colorNeutralForeground2 },
  bones: { display: 'flex', flexDirection: 'column', gap: '12px' },
  confirm: {
    display: 'flex',
    gap: '12px 24px',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    padding: '16px 24px',
    [screen.phone]: {
      position: 'sticky',
      bottom: 0,
      zIndex: 3,
      margin: '0 -16px',
      padding: '12px 16px max(12px, env(safe-area-inset-bottom))',
      borderRadius: 0,
      borderInlineStyle: 'none',
    },
  },
  message: { [screen.phone]: { display: 'none' } },
  label: { ...text.small, color: tokens.colorNeutralForeground3 },
  acts: { display: 'flex', gap: '12px', flexWrap: 'wrap', [screen.phone]: { width: '100%', '> *': { flexGrow: 1 } } },
});

/** What went wrong, where it has words of its own. */
const FAILED: Record<string, string> = { [OFFLINE]: 'failed.offline', already_booked_then: 'failed.alreadyBooked' };

function byDay(slots: readonly Slot[]): Map<string, Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) days.set(slot.reader.date, [...(days.get(slot.reader.date) ?? []), slot]);
  return days;
}

/** The month on show, the day in it, and what is free besides the visit's own time. */
function useDays(visit: VisitSeen, providerId: string | null) {
  const zone = visit.reader.time_zone;
  const today = dateIn(useServerNow(60_000), zone);
  const [month, setMonth] = useState(() => monthOf(visit.reader.date));
  const [wanted, setWanted] = useState<string | null>(visit.reader.date);
  const asked = useOtherSlots({ id: visit.id, providerId, timeZone: zone, ...monthSpan(month, today) });
  const days = useMemo(
    () => asked.data && byDay(asked.data.slots.filter(({ starts_at }) => starts_at !== visit.starts_at)),
    [asked.data, visit.starts_at],
  );
  const free = wanted && monthOf(wanted) === month && days?.has(wanted);
  const day = free ? wanted : ([...(days?.keys() ?? [])].sort()[0] ?? null);
  const show = useCallback((date: string) => {
    setMonth(monthOf(date));
    setWanted(date);
  }, []);
  return { asked, today, month, setMonth, day, show, days, first: asked.data?.first_free ?? null };
}

/** Whose time it is: the same person where they are free. */
function providerOf(slot: Slot, visit: VisitSeen): string | null {
  const own = visit.provider.id;
  return slot.provider_ids.includes(own) ? own : (slot.provider_ids[0] ?? null);
}

export default function MovePage({ visit }: FaceProps) {
  const { t } = useTranslation('visit');
  const styles = useStyles();
  const words = useVisitWords(visit);
  const navigate = useNavigate();
  const { hash } = useLocation();
  const office = useOfficePage(visit.office.slug);
  const move = useMove(visit.id);
  const [onlyThem, setOnlyThem] = useState(true);
  const [picked, setPicked] = useState<Slot | null>(null);
  const [gone, setGone] = useState<Slot | null>(null);
  const { asked, today, month, setMonth, day, show, days, first } = useDays(visit, onlyThem ? visit.provider.id : null);
  const shown = (day && days?.get(day)) || [];
  const free = days && new Map([...days].map(([date, within]) => [date, within.length]));
  const service = office.data?.services.find(({ id }) => id === visit.service.id);
  const pause = office.data?.pause_notice ?? service?.pause_notice;
  const manyProviders = (service?.provider_ids.length ?? 0) > 1;
  const pickedProvider = picked && office.data?.providers.find(({ id }) => id === providerOf(picked, visit));

  // A month without a free time is no place to begin: go where the first one is.
  useEffect(() => {
    if (days && days.size === 0 && first && monthOf(first.reader.date) > month) show(first.reader.date);
  }, [days, first, month, show]);

  function pick(slot: Slot) {
    show(slot.reader.date);
    setPicked(slot);
    setGone(null);
    move.reset();
  }

  function send(slot: Slot) {
    const wish = {
      starts_at: slot.starts_at,
      provider_id: providerOf(slot, visit),
      time_zone: visit.reader.time_zone,
    };
    move.mutate(wish, {
      onSuccess: (moved) => {
        announce(t('move.done', { when: words.moment(moved.reader) }));
        void navigate({ search: '', hash });
      },
      onError: (error) => {
        if (codeOf(error) !== 'slot_taken') return;
        setGone(slot);
        setPicked(null);
        void asked.refetch();
      },
    });
  }

  const failed = move.isError && codeOf(move.error) !== 'slot_taken';
  return (
    <main data-width="medium" className={styles.main}>
      <Head heading={<PageHeading place={visit.office.name}>{t('move.title')}</PageHeading>}>
        {t('move.now', { when: words.moment(visit.reader), provider: words.provider })}
      </Head>
      {pause && <Notice kind="info">{pause}</Notice>}
      {gone && <Taken gone={gone} nearest={nearestOf(move.error)} onPick={pick} />}
      {failed && (
        <Notice kind="bad" role="alert">
          {t(FAILED[codeOf(move.error) ?? ''] ?? 'failed.server')}
        </Notice>
      )}
      {asked.isError && !asked.data ? (
        <ProblemCard error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <Card className={styles.card} aria-label={t('move.title')}>
          <div className={styles.top}>
            {first ? (
              <span>
                <Rich
                  text={t('move.firstFree', {
                    start: words.start(first.reader),
                    zone: words.zone(first.reader.time_zone),
                  })}
                />{' '}
                <TextAct onClick={() => show(first.reader.date)}>{t('move.show')}</TextAct>
              </span>
            ) : (
              <span>{asked.isPending ? <Bone width="200px" /> : t('move.noneAtAll')}</span>
            )}
            {manyProviders && (
              <CheckField
                label={t('move.only', { provider: words.provider })}
                checked={onlyThem}
                onChange={(event) => setOnlyThem(event.target.checked)}
              />
            )}
          </div>
          <Rule />
          <div className={styles.pick}>
            <MonthGrid
              month={month}
              today={today}
              chosen={day}
              free={free}
              onMonth={setMonth}
              onDay={(date) => {
                show(date);
                const count = days?.get(date)?.length ?? 0;
                announce(t('move.dayChosen', { day: words.longDay(date), free: t('move.free', { count }) }));
              }}
            />
            <div>
              {!days && (
                <Skeleton className={styles.bones}>
                  <Bone width="180px" height="20px" />
                  <Bone height="56px" />
                  <Bone height="56px" />
                </Skeleton>
              )}
              {days && !day && (
                <p className={styles.none}>
                  {t('move.none', { month: spellDay(`${month}-01`, words.locale, 'month') })}{' '}
                  {onlyThem && manyProviders && t('move.others')}
                </p>
              )}
              {days && day && (
                <>
                  <div className={styles.dayHead}>
                    <Section>{spellDay(day, words.locale, 'weekday')}</Section>
                    <span className={styles.count}>{t('move.free', { count: shown.length })}</span>
                  </div>
                  <DayTimes slots={shown} chosen={picked?.starts_at ?? null} pending={null} onPick={pick} />
                </>
              )}
            </div>
          </div>
        </Card>
      )}
      <Card className={styles.confirm} as="div">
        {picked && (
          <div>
            <p className={styles.label}>{t('move.to')}</p>
            <Moment reader={picked.reader} office={picked.office} />
            {pickedProvider && pickedProvider.id !== visit.provider.id && (
              <p className={styles.label}>{t('move.toWith', { provider: pickedProvider.name })}</p>
            )}
            <p className={mergeClasses(styles.label, styles.message)}>{t('move.message')}</p>
          </div>
        )}
        <div className={styles.acts}>
          {picked && (
            <Button kind="primary" busy={move.isPending} onClick={() => send(picked)}>
              {t('move.act')}
            </Button>
          )}
          <ButtonLink to={`?${hash}`}>{t('move.keep')}</ButtonLink>
        </div>
      </Card>
    </main>
  );
}

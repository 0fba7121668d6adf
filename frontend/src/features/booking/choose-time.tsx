// The heart of booking: the first free time on top, a month to pick a day from, the day's times, and the pick being kept.
import { makeStyles } from '@fluentui/react-components';
import { CalendarClock20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import type { OfficePage, Slot } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Bone, Skeleton } from '../../ui/empty';
import { Section } from '../../ui/heading';
import { announce } from '../../ui/live-region';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { Rich } from '../../ui/rich';
import { screen } from '../../ui/screen';
import { text } from '../../ui/text';
import { DayTimes } from '../../ui/time-picker/day-times';
import { monthOf, monthSpan } from '../../ui/time-picker/month';
import { MonthGrid } from '../../ui/time-picker/month-grid';
import { tokens } from '../../ui/tokens';
import { dateIn, spellDay } from '../../ui/wall';
import { type KeptHold, readerZone, useDraft } from './draft';
import { StepFrame } from './frame';
import { HoldBar, HoldClock, TakenNotice } from './held';
import { useHoldAnnouncements, useSecondsLeft } from './hold-time';
import { useSlots } from './queries';
import { ANY, addressOfStep, type Choice, providerIdOf } from './steps';
import { Summary, SummaryLine } from './summary';
import { TroubleNotice } from './trouble-notice';
import { type HoldState, pickFrom, pickOf } from './use-hold';
import { ZoneLine } from './zone-line';

const Durations = lazy(() => import('./durations'));
const NothingFree = lazy(() => import('./nothing-free'));
const Paused = lazy(() => import('./paused'));

const useStyles = makeStyles({
  card: { containerType: 'inline-size' },
  first: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '56px',
    padding: '8px 8px 8px 16px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ...text.small,
    '> svg': { color: tokens.colorBrandForeground1 },
    [screen.phone]: { paddingInlineStart: '12px', gap: '8px' },
  },
  firstText: { flexGrow: 1, ...text.numbers },
  firstZone: { color: tokens.colorNeutralForeground3, [screen.phone]: { display: 'none' } },
  show: {
    minHeight: '40px',
    fontSize: '14px',
    lineHeight: '20px',
    color: tokens.colorBrandForegroundLink,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { color: tokens.colorBrandForegroundLinkHover },
  },
  showDay: { [screen.phone]: { display: 'none' } },
  pick: {
    display: 'grid',
    gap: '20px',
    padding: '24px',
    '@container (min-width: 680px)': { gridTemplateColumns: '332px minmax(0, 1fr)', gap: '40px', alignItems: 'start' },
    [screen.phone]: { padding: '12px 12px 16px' },
  },
  times: {
    minWidth: 0,
    '@container (max-width: 679.98px)': { paddingTop: '16px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  dayHead: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '0 8px',
    margin: '6px 0 2px',
  },
  count: { ...text.small, color: tokens.colorNeutralForeground3 },
  notices: { display: 'flex', flexDirection: 'column', gap: '12px', ':not(:empty)': { marginBottom: '12px' } },
  bones: { display: 'flex', flexDirection: 'column', gap: '12px', paddingTop: '8px' },
  boneSlots: { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: '8px' },
});

export interface TimeStepProps {
  office: OfficePage;
  choice: Choice;
  holding: HoldState;
  back: string;
  current: number;
  total: number;
  changeService: string | undefined;
  changeProvider: string | undefined;
}

function byDay(slots: readonly Slot[] | undefined): Map<string, Slot[]> | undefined {
  if (!slots) return undefined;
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = days.get(slot.reader.date);
    if (day) day.push(slot);
    else days.set(slot.reader.date, [slot]);
  }
  return days;
}

/** The month on show, the day in it, and what is free; the day is part of the address. */
function useDays(office: OfficePage, choice: Choice, { hold, privateToken }: HoldState, zone: string) {
  const [address, setAddress] = useSearchParams();
  const today = dateIn(useServerNow(60_000), zone);
  const asked = address.get('day');
  const known = asked && /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked >= today ? asked : (hold?.reader.date ?? null);
  const [month, setMonth] = useState(() => monthOf(known ?? today));
  const [turned, setTurned] = useState(known !== null);
  const slots = useSlots({
    office: office.slug,
    serviceId: choice.service?.id ?? '',
    providerId: providerIdOf(choice),
    minutes: choice.duration?.minutes ?? null,
    ...monthSpan(month, today),
    timeZone: zone,
    privateToken,
    hold,
  });
  const days = useMemo(() => byDay(slots.data?.slots), [slots.data]);
  const first = slots.data?.first_free ?? null;
  const day = known && monthOf(known) === month ? known : ([...(days?.keys() ?? [])].sort()[0] ?? null);

  // A month without a free time is no place to begin: go where the first one is, unless somebody turned here.
  useEffect(() => {
    if (turned || !days || days.size || !first) return;
    setTurned(true);
    setMonth(monthOf(first.reader.date));
  }, [turned, days, first]);

  function turnTo(next: string) {
    setTurned(true);
    setMonth(next);
  }

  function choose(next: string) {
    setTurned(true);
    setMonth(monthOf(next));
    setAddress(
      (before) => {
        before.set('day', next);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  }

  /** The next day of the month on show with a free time. */
  const next = [...(days?.keys() ?? [])].sort().find((date) => !day || date > day) ?? null;

  return { today, month, turnTo, day, next, choose, days, first, slots };
}

export default function ChooseTime({
  office,
  choice,
  holding,
  back,
  current,
  total,
  changeService,
  changeProvider,
}: TimeStepProps) {
  const { t } = useTranslation(['booking', 'common']);
  const styles = useStyles();
  const words = useMomentWords();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const [draft, changeDraft] = useDraft(office.slug);
  const [over, setOver] = useState<KeptHold | null>(null);
  const { hold, release } = holding;
  const zone = readerZone(draft);
  const { today, month, turnTo, day, next, choose, days, first, slots } = useDays(office, choice, holding, zone);
  const left = useSecondsLeft(hold);
  useHoldAnnouncements(left);

  useEffect(() => {
    if (!hold || left === null || left > 0) return;
    setOver(hold);
    release();
  }, [hold, left, release]);

  async function pick(slot: Slot) {
    const wish = pickFrom(choice, slot);
    if (!wish) return;
    setOver(null);
    choose(slot.reader.date);
    const kept = await holding.take(wish);
    if (kept) announce(t('hold.taken', { start: words.start(kept.reader), zone: words.zone(kept.reader.time_zone) }));
  }

  function chooseDay(next: string) {
    choose(next);
    const count = days?.get(next)?.length ?? 0;
    announce(t('time.dayChosen', { day: words.longDay(next), free: t('time.free', { count }) }));
  }

  function changeZone(next: string) {
    // The hold names its times in the old zone; the same moment is asked for again in the new one.
    changeDraft({ zone: next });
    if (hold) void holding.take(pickOf(hold));
  }

  function chooseDuration(minutes: number) {
    setAddress(
      (before) => {
        before.set('minutes', String(minutes));
        return before;
      },
      { replace: true, preventScrollReset: true },
    );
  }

  const details = addressOfStep('details', address);
  const onward = (
    <Button kind="primary" full onClick={() => void navigate(details)}>
      {t('time.continue')}
    </Button>
  );
  const clock = hold && left !== null ? { hold, left, onExtend: () => void holding.extend() } : null;
  const free = days && new Map([...days].map(([date, within]) => [date, within.length]));
  const shown = day ? (days?.get(day) ?? []) : [];
  const { service, provider } = choice;
  const pause = service?.pause_notice;

  return (
    <StepFrame
      heading={t('time.heading')}
      place={office.name}
      welcome={office.welcome_text}
      back={back}
      current={current}
      total={total}
      note={t('note')}
      side={
        <>
          <Summary
            choice={choice}
            hold={hold}
            dayPicked={day ? words.day(day) : null}
            changeService={changeService}
            changeProvider={changeProvider}
          >
            {clock && <HoldClock {...clock} />}
            {clock && onward}
          </Summary>
          <SummaryLine choice={choice} changeTo={changeProvider ?? changeService} />
        </>
      }
      bar={
        clock && (
          <>
            <HoldBar {...clock} />
            {onward}
          </>
        )
      }
    >
      <div className={styles.notices}>
        {holding.taken && <TakenNotice taken={holding.taken} onPick={(slot) => void pick(slot)} />}
        {over && (
          <Notice kind="warn" role="status">
            <Rich text={t('hold.overText', { time: words.start(over.reader) })} />
          </Notice>
        )}
        {holding.working && (
          <Notice kind="quiet" role="status">
            {t('loading', { ns: 'common' })}…
          </Notice>
        )}
        <TroubleNotice trouble={holding.trouble} />
      </div>
      {pause ? (
        <Suspense fallback={<TimesSkeleton />}>
          <Paused office={office} notice={pause} other={changeService} />
        </Suspense>
      ) : slots.isError && !slots.data ? (
        <ProblemCard error={slots.error} onRetry={() => void slots.refetch()} />
      ) : (
        <Card className={styles.card} aria-label={t('time.heading')}>
          {service && service.durations.length > 1 && (
            <Suspense fallback={<Bone height="112px" />}>
              <Durations service={service} chosen={choice.duration} onChoose={chooseDuration} />
            </Suspense>
          )}
          <FirstFree first={first} loading={slots.isPending} onShow={choose} />
          <div className={styles.pick}>
            <MonthGrid month={month} today={today} chosen={day} free={free} onMonth={turnTo} onDay={chooseDay} />
            <div className={styles.times}>
              {days && !shown.length && (
                <Suspense fallback={null}>
                  <NothingFree
                    day={day}
                    month={month}
                    nextInMonth={next}
                    first={first}
                    provider={provider && provider !== ANY ? provider.name : null}
                    anybody={provider !== ANY && changeProvider ? anybody(address) : undefined}
                    other={changeProvider ?? changeService}
                    onShow={choose}
                    onMonth={turnTo}
                  />
                </Suspense>
              )}
              {(!days || shown.length > 0) && (
                <>
                  <div className={styles.dayHead}>
                    <Section>
                      {day ? spellDay(day, words.locale, 'weekday') : <Bone width="180px" height="20px" />}
                    </Section>
                    {days && <span className={styles.count}>{t('time.free', { count: shown.length })}</span>}
                  </div>
                  <ZoneLine
                    zone={zone}
                    officeZone={office.time_zone}
                    example={shown[0] ?? first ?? undefined}
                    onZone={changeZone}
                  />
                </>
              )}
              {days ? (
                <DayTimes
                  slots={shown}
                  chosen={hold?.starts_at ?? null}
                  pending={holding.pending}
                  onPick={(slot) => void pick(slot)}
                />
              ) : (
                <TimesSkeleton />
              )}
            </div>
          </div>
        </Card>
      )}
    </StepFrame>
  );
}

/** The address of the same step, asking for whoever is free, from the first free day on. */
function anybody(address: URLSearchParams): string {
  const next = new URLSearchParams(address);
  next.set('provider', ANY);
  next.delete('day');
  return `?${next}`;
}

function TimesSkeleton() {
  const styles = useStyles();
  return (
    <Skeleton className={styles.bones}>
      <Bone width="72px" />
      <span className={styles.boneSlots}>
        {['a', 'b', 'c', 'd', 'e', 'f'].map((bone) => (
          <Bone key={bone} height="56px" />
        ))}
      </span>
    </Skeleton>
  );
}

function FirstFree({
  first,
  loading,
  onShow,
}: {
  first: Slot | null;
  loading: boolean;
  onShow: (day: string) => void;
}) {
  const { t } = useTranslation('booking');
  const styles = useStyles();
  const words = useMomentWords();
  if (!first && !loading) return null;
  return (
    <div className={styles.first}>
      <CalendarClock20Regular />
      {first ? (
        <>
          <span className={styles.firstText}>
            <Rich text={t('time.firstFree', { start: words.start(first.reader) })} />
            <span className={styles.firstZone}>
              {t('time.firstFreeZone', { zone: words.zone(first.reader.time_zone) })}
            </span>
          </span>
          <Button
            kind="subtle"
            className={styles.show}
            aria-label={t('time.showDay', { day: words.day(first.reader.date) })}
            onClick={() => onShow(first.reader.date)}
          >
            <span>
              {t('time.show')}
              <span className={styles.showDay}> {words.day(first.reader.date)}</span>
            </span>
          </Button>
        </>
      ) : (
        <Bone width="200px" />
      )}
    </div>
  );
}

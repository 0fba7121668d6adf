// The provider's day as a queue: who waits and since when on top, the next visit big, letting in one press away.
import { makeStyles } from '@fluentui/react-components';
import { Alert20Regular, AlertOff20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import { useDay, useOfficeLive } from '../../api/staff-visits';
import { switchSound, useSoundIsOn } from '../../ui/arrival-sound';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { addDays, isDate } from '../../ui/dates';
import { DayStepper } from '../../ui/day-stepper';
import { Bone, Skeleton } from '../../ui/empty';
import { useKey } from '../../ui/key';
import { useMomentWords } from '../../ui/moment';
import { OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { useArrivals } from '../../ui/use-arrivals';
import { spellClock } from '../../ui/wall';
import { DayView } from './day-view';

const AllKeys = lazy(() => import('./all-keys'));

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  clock: {
    whiteSpace: 'nowrap',
    ...text.numbers,
    color: tokens.colorNeutralForeground3,
    [screen.phone]: { display: 'none' },
  },
  time: { fontSize: '16px', fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  zone: { paddingInlineStart: '8px', [screen.phone]: { display: 'none' } },
  sound: { [screen.phone]: { padding: 0, width: '44px' } },
  soundWord: { [screen.phone]: { display: 'none' } },
  skeleton: { display: 'grid', gap: '16px', maxWidth: '692px' },
});

export default function Today() {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const words = useMomentWords();
  const { office, role } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const [showsKeys, setShowsKeys] = useState(false);
  const live = useOfficeLive(office.slug);
  const asked = params.get('on');
  const on = isDate(asked) ? asked : undefined;
  const now = useServerNow(5000);
  const today = useDay({ office: office.slug });
  const day = useDay({ office: office.slug, on });
  const waiting = today.data?.visits.filter(({ state }) => state === 'waiting');
  useArrivals(waiting, ({ consumer }) => t('hasCome', { name: consumer.name }));
  useKey('?', () => setShowsKeys(true));

  if (role !== 'provider') return <Navigate to="/office" replace />;
  const shown = on ?? day.data?.on;
  const isToday = !on || on === today.data?.today;
  const title = shown ? headline(t, words.day(shown), shown, today.data?.today) : t('today');
  const badge = waiting?.length ? `(${waiting.length}) ` : '';
  return (
    <StaffPage
      title={title}
      tabTitle={`${badge}${title}`}
      place={office.name}
      beside={
        shown &&
        today.data && (
          <DayStepper
            on={shown}
            today={today.data.today}
            onChange={(next) => setParams(next === today.data.today ? {} : { on: next })}
          />
        )
      }
      acts={
        <>
          <span className={styles.clock}>
            <span className={styles.time}>{spellClock(now, office.time_zone, words.locale)}</span>
            <span className={styles.zone}>{words.zone(office.time_zone)}</span>
          </span>
          <SoundSwitch />
        </>
      }
      bodyClassName={styles.body}
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      {day.data ? (
        <DayView day={day.data} isToday={isToday} onKeys={() => setShowsKeys(true)} />
      ) : day.isError ? (
        <ProblemCard error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <Waiting />
      )}
      {showsKeys && (
        <Suspense fallback={null}>
          <AllKeys onClose={() => setShowsKeys(false)} />
        </Suspense>
      )}
    </StaffPage>
  );
}

function headline(
  t: (key: string, values?: Record<string, string>) => string,
  spelled: string,
  date: string,
  today: string | undefined,
): string {
  if (!today || date === today) return t('todayIs', { day: spelled });
  if (date === addDays(today, 1)) return t('tomorrowIs', { day: spelled });
  if (date === addDays(today, -1)) return t('yesterdayWas', { day: spelled });
  return spelled;
}

function SoundSwitch() {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const on = useSoundIsOn();
  const word = t(on ? 'sound.on' : 'sound.off');
  return (
    <Button
      className={styles.sound}
      icon={on ? <Alert20Regular /> : <AlertOff20Regular />}
      aria-label={word}
      title={word}
      onClick={() => switchSound(!on)}
    >
      <span className={styles.soundWord}>{word}</span>
    </Button>
  );
}

function Waiting() {
  const styles = useStyles();
  return (
    <Skeleton className={styles.skeleton}>
      <Card padded as="div">
        <Bone width="220px" height="28px" />
        <br />
        <Bone width="320px" />
        <br />
        <Bone width="160px" height="36px" />
      </Card>
      <Card padded as="div">
        <Bone width="140px" height="20px" />
        <br />
        <Bone />
        <br />
        <Bone />
      </Card>
    </Skeleton>
  );
}

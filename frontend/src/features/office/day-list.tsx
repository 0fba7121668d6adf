// The office's day at a glance: every provider's visits, live. A row opens the details.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { CalendarLtr32Regular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import { useDay, useOfficeLive } from '../../api/staff-visits';
import type { Day, DayVisit } from '../../api/words';
import { Card } from '../../ui/card';
import { addDays, isDate } from '../../ui/dates';
import { DayStepper } from '../../ui/day-stepper';
import { Bone, Empty, Skeleton } from '../../ui/empty';
import { useControl } from '../../ui/field';
import { useMomentWords } from '../../ui/moment';
import { OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { hidden, text } from '../../ui/text';
import { tokens } from '../../ui/tokens';
import { DayCounts, VisitChip } from './visit-chip';

const VisitPanel = lazy(async () => ({ default: (await import('./visit-panel')).VisitPanel }));

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: '12px' },
  tools: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  who: { width: 'auto', maxWidth: '100%' },
  counts: { marginInlineStart: 'auto', [screen.phone]: { marginInlineStart: 0 } },
  zone: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap', [screen.phone]: { display: 'none' } },
  table: { overflow: 'hidden' },
  head: {
    color: tokens.colorNeutralForeground3,
    ...text.caption,
    fontWeight: tokens.fontWeightMedium,
    minHeight: '36px',
    [screen.phone]: { ...hidden },
  },
  line: {
    display: 'grid',
    gridTemplateColumns: '108px minmax(0, 1.2fr) minmax(0, 1.2fr) minmax(0, 1fr) 176px',
    gap: '12px',
    alignItems: 'center',
    width: '100%',
    padding: '0 20px',
    [screen.rail]: { gridTemplateColumns: '108px minmax(0, 1fr) minmax(0, 1fr) 168px' },
    [screen.phone]: { gridTemplateColumns: '52px minmax(0, 1fr) auto', gap: '2px 8px', padding: '8px 16px' },
  },
  row: {
    minHeight: '48px',
    borderTopWidth: '1px',
    borderTopStyle: 'solid',
    borderTopColor: tokens.colorNeutralStroke2,
    borderRightStyle: 'none',
    borderBottomStyle: 'none',
    borderLeftStyle: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineOffset: '-2px' },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2 },
  },
  time: {
    fontWeight: tokens.fontWeightSemibold,
    ...text.numbers,
    whiteSpace: 'nowrap',
    [screen.phone]: { gridRow: '1 / 3' },
  },
  end: {
    fontWeight: tokens.fontWeightRegular,
    color: tokens.colorNeutralForeground3,
    [screen.phone]: { display: 'none' },
  },
  name: { fontWeight: tokens.fontWeightSemibold, ...text.truncated },
  quiet: { color: tokens.colorNeutralForeground2, ...text.truncated, [screen.phone]: { gridColumn: '2 / 4' } },
  service: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    ...text.truncated,
    [screen.phone]: { display: 'none' },
  },
  serviceRail: { [screen.rail]: { display: 'none' } },
  dot: { width: '10px', height: '10px', borderRadius: '3px', flexShrink: 0, forcedColorAdjust: 'none' },
  chip: { justifySelf: 'start', [screen.phone]: { gridColumn: '3', gridRow: '1', justifySelf: 'end' } },
  over: { color: tokens.colorNeutralForeground3 },
  empty: { padding: '8px 24px', [screen.phone]: { padding: '8px 16px' } },
});

export default function DayList() {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const { office, role } = useStaffOffice();
  const [params, setParams] = useSearchParams();
  const asked = params.get('on');
  const on = isDate(asked) ? asked : undefined;
  const live = useOfficeLive(office.slug);
  const today = useDay({ office: office.slug });
  const day = useDay({ office: office.slug, on });
  const look = useControl(false, styles.who);
  const chosen = params.get('visit');

  if (role === 'provider') return <Navigate to="/provider" replace />;

  function put(part: Record<string, string | null>) {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(part)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace: true });
  }

  const shown = on ?? day.data?.on;
  const todayDate = today.data?.today;
  const who = params.get('provider');
  const visits = day.data?.visits.filter(({ provider }) => !who || provider.id === who) ?? [];
  return (
    <StaffPage
      title={shown ? headline(shown, todayDate, words.day(shown), t) : t('nav.today')}
      place={office.name}
      beside={
        <>
          <span className={styles.zone}>{words.zone(office.time_zone)}</span>
          {shown && todayDate && (
            <DayStepper
              on={shown}
              today={todayDate}
              onChange={(next) => put({ on: next === todayDate ? null : next, visit: null })}
            />
          )}
        </>
      }
      bodyClassName={styles.body}
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      {day.data ? (
        <>
          <div className={styles.tools}>
            <select
              className={look}
              aria-label={t('list.filter')}
              value={who ?? ''}
              onChange={({ target }) => put({ provider: target.value || null })}
            >
              <option value="">{t('list.everybody', { count: day.data.providers.length })}</option>
              {day.data.providers.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <div className={styles.counts}>
              <DayCounts visits={visits} />
            </div>
          </div>
          <Table day={day.data} visits={visits} chosen={chosen} onChoose={(id) => put({ visit: id })} />
        </>
      ) : day.isError ? (
        <ProblemCard error={day.error} onRetry={() => void day.refetch()} />
      ) : (
        <Skeleton>
          <Bone height="320px" />
        </Skeleton>
      )}
      {chosen && (
        <Suspense fallback={null}>
          <VisitPanel visitId={chosen} onClose={() => put({ visit: null })} />
        </Suspense>
      )}
    </StaffPage>
  );
}

function headline(
  date: string,
  today: string | undefined,
  spelled: string,
  t: (key: string, values: Record<string, string>) => string,
): string {
  if (date === today) return t('list.today', { day: spelled });
  if (today && date === addDays(today, 1)) return t('list.tomorrow', { day: spelled });
  if (today && date === addDays(today, -1)) return t('list.yesterday', { day: spelled });
  return spelled;
}

interface TableProps {
  day: Day;
  visits: readonly DayVisit[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

function Table({ visits, chosen, onChoose }: TableProps) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  const words = useMomentWords();
  const now = useServerNow(5000);
  if (!visits.length) {
    return (
      <Card className={styles.empty}>
        <Empty icon={<CalendarLtr32Regular />} title={t('list.none')}>
          {t('list.noneText')}
        </Empty>
      </Card>
    );
  }
  return (
    <Card as="div" className={styles.table}>
      <div className={mergeClasses(styles.line, styles.head)} aria-hidden="true">
        <span>{t('list.time')}</span>
        <span>{t('list.consumer')}</span>
        <span className={styles.serviceRail}>{t('list.service')}</span>
        <span>{t('list.provider')}</span>
        <span>{t('list.state')}</span>
      </div>
      <ul>
        {visits.map((visit) => {
          const over = visit.state === 'cancelled';
          return (
            <li key={visit.seat_id}>
              <button
                type="button"
                className={mergeClasses(styles.line, styles.row, chosen === visit.id && styles.chosen)}
                aria-haspopup="dialog"
                onClick={() => onChoose(visit.id)}
              >
                <span className={mergeClasses(styles.time, over && styles.over)}>
                  {words.time(visit.office.time)}
                  {visit.office.end_time && <span className={styles.end}> – {words.time(visit.office.end_time)}</span>}
                </span>
                <span className={mergeClasses(styles.name, over && styles.over)}>{visit.consumer.name}</span>
                <span className={mergeClasses(styles.service, styles.serviceRail)}>
                  <span className={styles.dot} style={{ backgroundColor: visit.service.colour }} />
                  {visit.service.name}
                </span>
                <span className={styles.quiet}>{visit.provider.name}</span>
                <span className={styles.chip}>
                  <VisitChip visit={visit} now={now} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

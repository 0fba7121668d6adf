// The day itself: the queue on the left, what is behind and the keys on the right; on phones one under the other.
import { makeStyles } from '@fluentui/react-components';
import { CalendarLtr32Regular, People32Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServerNow } from '../../api/server-clock';
import { useStaffOffice } from '../../api/session';
import { useVisitAct } from '../../api/staff-visits';
import type { Day, DayVisit, Outcome } from '../../api/words';
import { playArrival } from '../../ui/arrival-sound';
import { Ask } from '../../ui/ask';
import { Button } from '../../ui/button';
import { calledName } from '../../ui/called-name';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import { useKey } from '../../ui/key';
import { useMomentWords } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { screen } from '../../ui/screen';
import { showToast } from '../../ui/undo-toast';
import { AlsoWaiting } from './also-waiting';
import { Earlier } from './earlier';
import { KeysCard, useRows } from './keys';
import { NextVisit, NowInVisit } from './next-visit';
import { queueOf } from './queue';
import { RestOfDay } from './rest-of-day';

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 296px',
    gap: '20px',
    alignItems: 'start',
    '@media (max-width: 1099.98px)': { gridTemplateColumns: 'minmax(0, 1fr)', gap: '16px' },
    [screen.phone]: { gap: '12px' },
  },
  column: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)', [screen.phone]: { gap: '12px' } },
  empty: { padding: '8px 24px', [screen.phone]: { padding: '8px 16px' } },
});

interface DayViewProps {
  day: Day;
  isToday: boolean;
  onKeys: () => void;
}

export function DayView({ day, isToday, onKeys }: DayViewProps) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const navigate = useNavigate();
  const now = useServerNow(5000);
  const act = useVisitAct(office.slug);
  const [refusing, setRefusing] = useState<DayVisit | null>(null);
  const queue = queueOf(day.visits, now);
  const { next } = queue;
  useRows();

  function open(visit: DayVisit) {
    void navigate(`/provider/visits/${visit.id}`);
  }
  function letIn(visit: DayVisit) {
    if (act.isPending) return;
    act.mutate({ act: 'admit', id: visit.id, seat: visit.seat_id }, { onSuccess: open });
  }
  function settle(visit: DayVisit, outcome: Outcome | null) {
    const before = visit.outcome;
    act.mutate(
      { act: 'settle', id: visit.id, outcome },
      {
        onSuccess: () =>
          showToast({
            text: t(outcome ? `settled.${outcome}` : 'settled.open', { name: calledName(visit.consumer.name) }),
            onUndo: () => act.mutate({ act: 'settle', id: visit.id, outcome: before }),
          }),
      },
    );
  }
  function refuse(visit: DayVisit) {
    act.mutate({ act: 'refuse', id: visit.id, seat: visit.seat_id }, { onSuccess: () => setRefusing(null) });
  }

  useKey('a', () => next && letIn(next), isToday && next !== null);

  const isEmpty = day.visits.length === 0;
  const admitting = act.isPending && act.variables.act === 'admit' ? act.variables.id : null;
  return (
    <>
      {act.isError && (
        <Notice kind="warn" role="alert">
          {t('quicker')}
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {queue.current.map((visit) => (
            <NowInVisit key={visit.seat_id} visit={visit} onOpen={() => open(visit)} />
          ))}
          {next && (
            <NextVisit
              visit={next}
              waiting={queue.alsoWaiting.length + 1}
              now={now}
              busy={admitting === next.id}
              onLetIn={() => letIn(next)}
              onRefuse={() => setRefusing(next)}
              onOpen={() => open(next)}
            />
          )}
          {queue.alsoWaiting.length > 0 && (
            <AlsoWaiting
              visits={queue.alsoWaiting}
              now={now}
              busy={admitting}
              onLetIn={letIn}
              onRefuse={setRefusing}
              onOpen={open}
            />
          )}
          {isToday && !next && queue.current.length === 0 && <NobodyWaits rest={queue.rest} />}
          {!isToday && isEmpty && (
            <Card className={styles.empty}>
              <Empty icon={<CalendarLtr32Regular />} title={t('emptyDay.title')}>
                {t('emptyDay.text')}
              </Empty>
            </Card>
          )}
          {queue.rest.length > 0 && <RestOfDay visits={queue.rest} now={now} isToday={isToday} onOpen={open} />}
        </div>
        <div className={styles.column}>
          {queue.earlier.length > 0 && (
            <Earlier visits={queue.earlier} now={now} isToday={isToday} onSettle={settle} onOpen={open} />
          )}
          <KeysCard onAll={onKeys} />
        </div>
      </div>
      {refusing && (
        <Ask
          title={t('refuse.title', { name: calledName(refusing.consumer.name) })}
          act={t('refuse.act')}
          keep={t('refuse.keep')}
          danger
          busy={act.isPending}
          onAct={() => refuse(refusing)}
          onClose={() => setRefusing(null)}
        >
          <p>{t('refuse.text', { name: calledName(refusing.consumer.name) })}</p>
        </Ask>
      )}
    </>
  );
}

function NobodyWaits({ rest }: { rest: readonly DayVisit[] }) {
  const { t } = useTranslation('dashboard');
  const styles = useStyles();
  const words = useMomentWords();
  const ahead = rest.find(({ state }) => state !== 'cancelled');
  return (
    <Card className={styles.empty}>
      <Empty
        icon={<People32Regular />}
        title={t('nobody.title')}
        action={<Button onClick={() => playArrival({ evenIfOff: true })}>{t('nobody.test')}</Button>}
      >
        {ahead
          ? t('nobody.next', { name: ahead.consumer.name, time: words.time(ahead.office.time) })
          : t('nobody.done')}
      </Empty>
    </Card>
  );
}

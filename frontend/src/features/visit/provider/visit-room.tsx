// The provider's page of one visit: the call, and beside it the consumer's details, the notes and the outcome.
import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { codeOf } from '../../../api/problem';
import { useServerNow } from '../../../api/server-clock';
import { useStaffOffice } from '../../../api/session';
import { useDay, useOfficeLive, useVisitAct, useVisitDetail } from '../../../api/staff-visits';
import type { DayVisit, Outcome, VisitDetail } from '../../../api/words';
import { Ask } from '../../../ui/ask';
import { ButtonLink } from '../../../ui/button';
import { calledName } from '../../../ui/called-name';
import { Card } from '../../../ui/card';
import { Bone, Skeleton } from '../../../ui/empty';
import { PageHeading } from '../../../ui/heading';
import { Notice, OfflineNotice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { tokens } from '../../../ui/tokens';
import { showToast } from '../../../ui/undo-toast';
import { useArrivals } from '../../../ui/use-arrivals';
import { useMedia } from '../../../ui/use-media';
import { useWakeLock } from '../call/use-wake-lock';
import type { StageEnd } from '../stage/visit-stage';
import { CallArea } from './call-area';
import { type Pane, PaneTabs, SidePane } from './side-pane';
import { useAltKey } from './use-alt-key';
import { useCall } from './use-call';
import { VisitHead } from './visit-head';

const NARROW = '(max-width: 799.98px)';
const WIDE = '(min-width: 1200px)';

const useStyles = makeStyles({
  page: {
    height: '100dvh',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    overflow: 'hidden',
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 328px',
    minHeight: 0,
    '@media (max-width: 1199.98px)': { gridTemplateColumns: 'minmax(0, 1fr) 300px' },
    '@media (max-width: 799.98px)': {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'minmax(268px, 40%) auto minmax(0, 1fr)',
    },
  },
  beforeCall: { '@media (max-width: 799.98px)': { gridTemplateRows: 'fit-content(65%) auto minmax(0, 1fr)' } },
  callOnly: { '@media (max-width: 799.98px)': { gridTemplateRows: 'minmax(0, 1fr) auto' } },
  call: {
    minWidth: 0,
    minHeight: 0,
    overflow: 'hidden',
    backgroundColor: tokens.stageBackground,
    color: tokens.stageForeground,
  },
  lonely: { maxWidth: '640px', margin: '0 auto', padding: '48px 16px', display: 'grid', gap: '16px' },
  skeleton: { padding: '24px', display: 'grid', gap: '16px' },
  notices: { display: 'grid', gap: '8px', padding: '8px 12px', ':empty': { display: 'none' } },
});

/** Another visit is another room: nothing of the first stays. */
export default function VisitRoom() {
  const { visitId = '' } = useParams();
  return <Room key={visitId} visitId={visitId} />;
}

function Room({ visitId }: { visitId: string }) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const detail = useVisitDetail(office.slug, visitId);
  const live = useOfficeLive(office.slug);
  if (detail.data) return <Loaded visit={detail.data} live={live} />;
  if (codeOf(detail.error) === 'unknown_visit' || codeOf(detail.error) === 'not_found') {
    return (
      <div className={styles.lonely}>
        <Card padded>
          <PageHeading>{t('unknown.title')}</PageHeading>
          <p>{t('unknown.text')}</p>
          <br />
          <ButtonLink to="/provider" kind="primary">
            {t('toToday')}
          </ButtonLink>
        </Card>
      </div>
    );
  }
  if (detail.isError) {
    return (
      <div className={styles.lonely}>
        <ProblemCard error={detail.error} onRetry={() => void detail.refetch()} />
      </div>
    );
  }
  return (
    <Skeleton className={styles.skeleton}>
      <Bone width="320px" height="32px" />
      <Bone height="60vh" />
    </Skeleton>
  );
}

function Loaded({ visit, live }: { visit: VisitDetail; live: ReturnType<typeof useOfficeLive> }) {
  const { t } = useTranslation('provider-visit');
  const styles = useStyles();
  const navigate = useNavigate();
  const { office, person } = useStaffOffice();
  const now = useServerNow();
  const today = useDay({ office: office.slug, providerId: visit.provider.id });
  const act = useVisitAct(office.slug);
  const [pane, setPane] = useState<Pane>('notes');
  const [wish, setWish] = useState<Outcome | null | undefined>(undefined);
  const [asking, setAsking] = useState<DayVisit | null>(null);
  const narrow = useMedia(NARROW);
  const wide = useMedia(WIDE);
  const call = useCall(office.slug, visit.id, ended);
  useWakeLock();

  const waiting = today.data?.visits.filter(({ state }) => state === 'waiting');
  const next = waiting?.find(({ id }) => id !== visit.id) ?? null;
  useArrivals(waiting, ({ consumer }) => t('hasCome', { name: consumer.name }));

  const isMine = visit.provider.id === person.id;
  const isOver = ['ended', 'missed', 'cancelled'].includes(visit.state);

  /** Hung up for everyone inside the call: the server is told as well. */
  function ended(end: StageEnd) {
    if (end.reason === 'ended' && end.byMe) void finish(null);
  }

  async function finish(then: DayVisit | null) {
    const after = await act.mutateAsync({ act: 'end', id: visit.id });
    if (call.phase.at === 'inside') await call.phase.stage.endForAll();
    if (wish !== undefined && wish !== after.outcome) {
      await act.mutateAsync({ act: 'settle', id: visit.id, outcome: wish });
    }
    setWish(undefined);
    if (!then) return;
    await act.mutateAsync({ act: 'admit', id: then.id });
    void navigate(`/provider/visits/${then.id}`);
  }
  function end(then: DayVisit | null) {
    if (act.isPending) return;
    setAsking(null);
    // A refusal is shown above the call by `act.error`.
    finish(then).catch(() => undefined);
  }
  function settle(outcome: Outcome | null) {
    if (!isOver) {
      setWish(outcome);
      return;
    }
    const before = visit.outcome;
    act.mutate(
      { act: 'settle', id: visit.id, outcome },
      {
        onSuccess: () =>
          showToast({
            text: t(`settled.${outcome ?? 'none'}`),
            onUndo: () => act.mutate({ act: 'settle', id: visit.id, outcome: before }),
          }),
      },
    );
  }
  function letIn() {
    act.mutate({ act: 'admit', id: visit.id });
  }

  const mayEnd = isMine && !isOver && visit.state !== 'booked';
  useAltKey('KeyE', () => end(next), mayEnd);
  useAltKey('KeyN', () => next && (isOver ? end(next) : setAsking(next)), next !== null);
  useAltKey('KeyA', letIn, visit.state === 'waiting');

  const chosen = wish !== undefined ? wish : (visit.outcome ?? (visit.started_at && !isOver ? 'completed' : null));
  return (
    <div className={styles.page}>
      <div>
        <VisitHead visit={visit} now={now} next={next} onNext={() => next && (isOver ? goOn(next) : setAsking(next))} />
        <div className={styles.notices}>
          <OfflineNotice live={live} timeZone={office.time_zone} />
          {act.isError && (
            <Notice kind="warn" role="alert">
              {t(codeOf(act.error) === 'not_yet_due' ? 'notYetDue' : 'didNotWork')}
            </Notice>
          )}
        </div>
      </div>
      <div
        className={mergeClasses(
          styles.columns,
          narrow && call.phase.at === 'outside' && styles.beforeCall,
          narrow && pane === 'call' && styles.callOnly,
        )}
      >
        <section className={styles.call} aria-label={t('call')}>
          <CallArea
            visit={visit}
            phase={call.phase}
            isMine={isMine}
            isOver={isOver}
            now={now}
            busy={act.isPending}
            onEnter={call.enter}
            onLetIn={letIn}
            onEnd={() => end(null)}
          />
        </section>
        {narrow && <PaneTabs pane={pane} onPane={setPane} withCall />}
        {!(narrow && pane === 'call') && (
          <SidePane
            visit={visit}
            pane={narrow || !wide ? pane : 'all'}
            onPane={narrow ? undefined : setPane}
            outcome={chosen}
            onOutcome={settle}
            next={next}
            isInside={call.phase.at === 'inside'}
            mayEnd={mayEnd}
            mayPutBack={isMine && (visit.state === 'admitted' || visit.state === 'in_visit')}
            busy={act.isPending}
            onEnd={() => end(next)}
            onEndOnly={() => end(null)}
            onPutBack={() => act.mutate({ act: 'putBack', id: visit.id })}
            onNext={() => next && goOn(next)}
          />
        )}
      </div>
      {asking && (
        <Ask
          title={t('next.title', { name: calledName(asking.consumer.name) })}
          act={t('endThen', { name: calledName(asking.consumer.name) })}
          keep={t('next.keep')}
          busy={act.isPending}
          onAct={() => end(asking)}
          onClose={() => setAsking(null)}
        >
          <p>{t('next.text', { name: calledName(visit.consumer.name) })}</p>
        </Ask>
      )}
    </div>
  );

  function goOn(to: DayVisit) {
    act.mutate({ act: 'admit', id: to.id }, { onSuccess: () => void navigate(`/provider/visits/${to.id}`) });
  }
}

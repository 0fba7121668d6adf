// The office's calendar: everybody side by side, live; what is shown stands in the address.
import { makeStyles } from '@fluentui/react-components';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { serverNow, useServerNow } from '../../api/server-clock';
import { membershipOf, useStaffOffice } from '../../api/session';
import type { Session } from '../../api/words';
import { addDays } from '../../ui/dates';
import { Bone, Skeleton } from '../../ui/empty';
import { useMomentWords } from '../../ui/moment';
import { OfflineNotice } from '../../ui/notice';
import { ProblemCard } from '../../ui/problem-card';
import { screen } from '../../ui/screen';
import { StaffPage } from '../../ui/staff-page';
import { tokens } from '../../ui/tokens';
import { useMedia } from '../../ui/use-media';
import { dateIn } from '../../ui/wall';
import { BoardView } from './board-view';
import { CalendarActs, CalendarStepper } from './head';
import { boardQuery, useBoard, useBoardLive } from './queries';
import { datesOf, useAddress } from './use-address';

const useStyles = makeStyles({
  body: { padding: 0, display: 'flex', flexDirection: 'column', [screen.phone]: { padding: 0 } },
  waiting: { display: 'grid', gap: '16px', padding: '20px 24px' },
  zone: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap', [screen.phone]: { display: 'none' } },
});

const PHONE = '(max-width: 639.98px)';

/** Ask for the board while the frame around it is still being drawn. */
export function askAhead(queries: QueryClient, session: Session): void {
  const office = membershipOf(session.memberships)?.office;
  if (!office) return;
  const today = dateIn(serverNow(), office.time_zone);
  const phone = window.matchMedia(PHONE).matches;
  const { from, to } = datesOf(new URLSearchParams(window.location.search), today, phone);
  void queries.prefetchQuery(boardQuery(office.slug, from, to));
}

export default function CalendarPage() {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const words = useMomentWords();
  const { office } = useStaffOffice();
  const phone = useMedia(PHONE);
  const today = dateIn(useServerNow(60_000), office.time_zone);
  const address = useAddress(today, phone);
  const { on, view, from, to } = address;
  const live = useBoardLive(office.slug);
  const board = useBoard(office.slug, from, to);
  useNeighbours(office.slug, on, view === 'day' && board.isSuccess);
  const title =
    view === 'week' ? t('weekOf', { from: words.day(from), to: words.day(addDays(to, -1)) }) : words.day(on);
  const beside = useMemo(
    () => (
      <>
        <span className={styles.zone}>{words.zone(office.time_zone)}</span>
        <CalendarStepper address={address} today={today} />
      </>
    ),
    [styles.zone, words, office.time_zone, address, today],
  );
  return (
    <StaffPage
      title={title}
      tabTitle={t('tab', { title })}
      place={office.name}
      beside={beside}
      acts={<CalendarActs address={address} phone={phone} />}
      bodyClassName={styles.body}
    >
      <OfflineNotice live={live} timeZone={office.time_zone} />
      {board.data ? (
        <BoardView board={board.data} address={address} phone={phone} />
      ) : board.isError ? (
        <div className={styles.waiting}>
          <ProblemCard error={board.error} onRetry={() => void board.refetch()} />
        </div>
      ) : (
        <Skeleton className={styles.waiting}>
          <Bone width="320px" height="32px" />
          <Bone height="56px" />
          <Bone height="420px" />
        </Skeleton>
      )}
    </StaffPage>
  );
}

/** The dates before and after are there already when somebody turns to them. */
function useNeighbours(office: string, on: string, ready: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (!ready) return;
    for (const day of [addDays(on, 1), addDays(on, -1)]) {
      void queries.prefetchQuery({ ...boardQuery(office, day, addDays(day, 1)), staleTime: 30_000 });
    }
  }, [queries, office, on, ready]);
}

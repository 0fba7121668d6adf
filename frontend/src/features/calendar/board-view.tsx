// The board itself with everything that hangs on it: filters, panels, what is carried, what is asked.
import { makeStyles } from '@fluentui/react-components';
import { CalendarPerson32Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { Board, BoardVisit } from '../../api/words';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { useKey } from '../../ui/key';
import { screen } from '../../ui/screen';
import { tokens } from '../../ui/tokens';
import { showToast } from '../../ui/undo-toast';
import { WhyNotPopover } from '../../ui/why-not';
import { Carrying } from './carrying';
import { DayGrid, hoursShown } from './day-grid';
import { FreeCell } from './free-cell';
import { modelOf, peopleShown, visitsShown } from './model';
import { useAskedForNew } from './new-visit';
import { PeopleStrip } from './people-strip';
import { usePrinting } from './printing';
import { useSentences } from './sentences';
import { type Carried, type Column, type Cursor, columnOf, type Stage, serviceOf, type Target } from './stage';
import { storeOf } from './store';
import { iso } from './time';
import { Tools } from './tools';
import type { Address } from './use-address';
import { useBoardKeys } from './use-board-keys';
import { useDragging } from './use-dragging';
import { useBoardPointing } from './use-pointing';
import { WeekMatrix } from './week-matrix';

const VisitPanel = lazy(async () => ({ default: (await import('./visit-panel')).VisitPanel }));
const BookingPanel = lazy(async () => ({ default: (await import('./booking-panel')).BookingPanel }));
const MoveQuestion = lazy(async () => ({ default: (await import('./move-question')).MoveQuestion }));
const BoardKeys = lazy(async () => ({ default: (await import('./board-keys')).BoardKeys }));

const useStyles = makeStyles({
  scroller: {
    position: 'relative',
    overflow: 'auto',
    minHeight: '320px',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outlineOffset: '-2px' },
    scrollPaddingTop: '64px',
    scrollPaddingBottom: '24px',
    [screen.phone]: { scrollPaddingTop: '16px' },
  },
  empty: { padding: '16px 24px' },
  /** Paper has a sheet of its own. */
  screen: { '@media print': { display: 'none' } },
});

export interface Planned {
  visit: Pick<
    BoardVisit,
    'id' | 'version' | 'name' | 'provider_id' | 'starts_at' | 'ends_at' | 'texts' | 'people' | 'service_id'
  >;
  providerId: string;
  startsAt: number;
}

export interface NewVisit {
  providerId: string | null;
  serviceId: string | null;
  /** An instant; none: the desk says when. */
  startsAt: number | null;
}

interface BoardViewProps {
  board: Board;
  address: Address;
  phone: boolean;
}

export function BoardView({ board, address, phone }: BoardViewProps) {
  const { t } = useTranslation('calendar');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const [root, setRoot] = useState<HTMLDivElement | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [booking, setBooking] = useState<NewVisit | null>(null);
  const [why, setWhy] = useState<{ column: Column; startsAt: number; target: HTMLElement } | null>(null);
  const [showsKeys, setShowsKeys] = useState(false);
  const [carried] = useState(() => storeOf<Carried | null>(null));
  const [cursor] = useState(() => storeOf<Cursor | null>(null));
  const { services, people, person, view, put, visit: chosen } = address;

  const model = useMemo(() => modelOf(board), [board]);
  const say = useSentences(model);
  const filter = useMemo(() => ({ services, people }), [services, people]);
  const listed = useMemo(() => peopleShown(board, filter), [board, filter]);
  const alone = phone ? (listed.find(({ id }) => id === person) ?? listed[0]) : undefined;
  const shown = useMemo(() => (alone ? [alone] : listed), [alone, listed]);
  const visits = useMemo(() => visitsShown(board, filter), [board, filter]);
  const dates = view === 'week' && shown.length === 1;
  const columns = useMemo(
    () => shown.flatMap((provider) => board.days.map((day) => columnOf(provider, day, board.time_zone, dates))),
    [shown, board.days, board.time_zone, dates],
  );
  const [first, last] = useMemo(() => hoursShown(model, columns), [model, columns]);
  const kind = view === 'week' && !dates ? 'matrix' : 'grid';
  const service = services.length === 1 ? model.services.get(services[0] ?? '') : undefined;

  const onOpen = useCallback((id: string) => put({ visit: id }), [put]);
  const onBook = useCallback(
    (column: Column, startsAt: number) => {
      cursor.set(null);
      const wanted = serviceOf({ model, service }, column.provider.id);
      setBooking({ providerId: column.provider.id, serviceId: wanted?.id ?? null, startsAt });
    },
    [cursor, model, service],
  );
  const onWhy = useCallback((column: Column, startsAt: number, target: HTMLElement) => {
    setWhy({ column, startsAt, target });
  }, []);
  const onDrop = useCallback(
    (visit: BoardVisit, target: Target) => {
      const { verdict, column, startsAt } = target;
      if (visit.provider_id === column.provider.id && Date.parse(visit.starts_at) === startsAt) return;
      if (verdict.kind === 'taken' || verdict.kind === 'past') {
        showToast({ text: t('notMoved', { sentence: say.verdict(verdict, column.provider.id) }), seconds: 6 });
        return;
      }
      setPlanned({ visit, providerId: column.provider.id, startsAt });
    },
    [say, t],
  );
  useAskedForNew(() => {
    const now = cursor.get();
    if (now) onBook(now.column, now.startsAt);
    else setBooking({ providerId: alone?.id ?? null, serviceId: service?.id ?? null, startsAt: null });
  });
  useKey('?', () => setShowsKeys(true));

  const stage: Stage = {
    model,
    columns,
    firstMinute: first,
    kind,
    mayAct: role !== 'viewer',
    service,
    carried,
    cursor,
    onOpen,
    onBook,
    onWhy,
    onDrop,
  };
  useDragging(root, stage, ghost, tip);
  useBoardPointing(root, stage);
  useBoardKeys(root, stage, last);
  useFillsWindow(root, phone);
  const printing = usePrinting();

  const asked = why && serviceOf(stage, why.column.provider.id);
  return (
    <>
      {printing && <printing.PrintSheet model={model} visits={visits} people={shown} />}
      <div className={styles.screen}>
        <Tools
          model={model}
          address={address}
          visits={visits.filter(({ provider_id }) => shown.some(({ id }) => id === provider_id))}
          taken={board.taken.filter(({ provider_id }) => shown.some(({ id }) => id === provider_id))}
          peopleShown={shown.length}
          ownOnly={role === 'provider'}
          onKeys={() => setShowsKeys(true)}
        />
        {phone && listed.length > 1 && (
          <PeopleStrip people={listed} chosen={alone?.id} onChoose={(id) => put({ person: id })} />
        )}
        {shown.length === 0 ? (
          <div className={styles.empty}>
            <Empty
              icon={<CalendarPerson32Regular />}
              title={t(board.providers.length ? 'nobodyShown.title' : 'nobody.title')}
              action={
                board.providers.length > 0 && (
                  <Button onClick={() => put({ services: null, people: null })}>{t('nobodyShown.act')}</Button>
                )
              }
            >
              {t(board.providers.length ? 'nobodyShown.text' : 'nobody.text')}
            </Empty>
          </div>
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: what stands in it is no form
          <div
            ref={setRoot}
            role="group"
            aria-label={t('board')}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows begin here
            tabIndex={0}
            className={styles.scroller}
            data-board=""
          >
            {kind === 'matrix' ? (
              <WeekMatrix stage={stage} visits={visits} taken={board.taken} />
            ) : (
              <DayGrid
                stage={stage}
                visits={visits}
                taken={board.taken}
                first={first}
                last={last}
                dates={dates}
                phone={phone}
                scroller={root}
              />
            )}
          </div>
        )}
      </div>
      <FreeCell stage={stage} root={root} />
      <Carrying stage={stage} root={root} ghost={ghost} tip={tip} />
      {why && asked && (
        <WhyNotPopover
          target={why.target}
          office={office.slug}
          service={asked}
          provider={why.column.provider}
          startsAt={iso(why.startsAt)}
          onBook={() => {
            setWhy(null);
            onBook(why.column, why.startsAt);
          }}
          onClose={() => setWhy(null)}
        />
      )}
      <Suspense fallback={null}>
        {chosen && (
          <VisitPanel model={model} visitId={chosen} onMove={setPlanned} onClose={() => put({ visit: null })} />
        )}
        {booking && <BookingPanel model={model} wish={booking} onClose={() => setBooking(null)} date={address.on} />}
        {planned && <MoveQuestion model={model} planned={planned} onClose={() => setPlanned(null)} />}
        {showsKeys && <BoardKeys onClose={() => setShowsKeys(false)} />}
      </Suspense>
    </>
  );
}

/** The board scrolls in itself, down to the end of the window (or to the bar of phones). */
function useFillsWindow(box: HTMLDivElement | null, phone: boolean) {
  useLayoutEffect(() => {
    function fill() {
      if (!box) return;
      const top = box.getBoundingClientRect().top + window.scrollY;
      box.style.height = `calc(100dvh - ${Math.round(top)}px${phone ? ' - 64px - env(safe-area-inset-bottom)' : ''})`;
    }
    fill();
    window.addEventListener('resize', fill);
    return () => window.removeEventListener('resize', fill);
  });
}

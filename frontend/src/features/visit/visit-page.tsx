// One page that always says what is the case and what to do. The server's state and what happened in this tab choose the
// face; the equipment outlives the faces, so that the waiting room goes on with what the check has opened.

import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { addressOf } from '../../api/client';
import { useLive } from '../../api/live';
import { useServerNow } from '../../api/server-clock';
import type { VisitSeen } from '../../api/words';
import { useOfficeFrame } from '../../ui/frame';
import { ProblemCard } from '../../ui/problem-card';
import { loadCallFace, loadWaitingFace } from './call/fetch-ahead';
import { isAdmission, useFetchAhead, useVisitCall } from './call/use-visit-call';
import { Equipment } from './equipment/equipment';
import { EquipmentContext } from './equipment/use-equipment';
import { type Face, faceOf, type Here } from './face';
import { useHere } from './here';
import { SinglePage } from './layout';
import { Opening } from './opening';
import { useOfficePage, useVisit, visitKey } from './queries';
import type { FaceProps } from './visit-words';

const TestPage = lazy(() => import('./change/test-page'));
const MovePage = lazy(() => import('./change/move-page'));

/** Each face is fetched when it is first needed; the call's while somebody waits. */
const FACES: Record<Face, ComponentType<FaceProps>> = {
  early: lazy(() => import('./faces/early')),
  prejoin: lazy(() => import('./faces/prejoin')),
  away: lazy(() => import('./faces/away')),
  waiting: lazy(loadWaitingFace),
  call: lazy(loadCallFace),
  elsewhere: lazy(() => import('./faces/elsewhere')),
  left: lazy(() => import('./faces/left')),
  trouble: lazy(() => import('./faces/trouble')),
  refused: lazy(() => import('./faces/refused')),
  ended: lazy(() => import('./faces/ended')),
  missed: lazy(() => import('./faces/missed')),
  cancelled: lazy(() => import('./faces/cancelled')),
  asked: lazy(() => import('./faces/asked')),
};

/** Faces on which camera and microphone may be open; the call opens its own. */
const PREVIEWING: readonly Face[] = ['prejoin', 'waiting', 'call'];

export function VisitPage({ id, token }: { id: string; token: string }) {
  const asked = useVisit(id, token);
  if (asked.data) return <Visit visit={asked.data} refetch={() => void asked.refetch()} />;
  if (!asked.isError) return null;
  return (
    <SinglePage>
      <ProblemCard error={asked.error} onRetry={() => void asked.refetch()} />
    </SinglePage>
  );
}

function Visit({ visit, refetch }: { visit: VisitSeen; refetch: () => void }) {
  const queries = useQueryClient();
  const office = useOfficePage(visit.office.slug);
  const [here, setHere] = useHere(visit.id);
  const [params] = useSearchParams();
  const equipment = useMemo(() => new Equipment(), []);
  const { control: call, askAhead } = useVisitCall({ id: visit.id, setHere, equipment });
  const face = faceOf(visit, here);
  const live = useLive(addressOf(`/visits/${visit.id}/stream`), (notice) => {
    if (here.ready && isAdmission(notice, visit.id)) askAhead();
    void queries.invalidateQueries({ queryKey: visitKey(visit.id) });
  });
  useFetchAhead(face, visit, office.data?.call_stage);
  useOfficeFrame(office.data ?? visit.office);
  useClockwork(visit, refetch);
  const wasWaiting = useFaceBefore(face) === 'waiting';
  useNewTurn(visit, here, setHere);

  const testing = params.get('do') === 'test';
  const usesEquipment = testing || PREVIEWING.includes(face);
  useEffect(() => {
    if (!usesEquipment) equipment.close();
  }, [usesEquipment, equipment]);
  useEffect(() => () => equipment.close(), [equipment]);

  const asideFor = params.get('do');
  const aside =
    asideFor === 'test' && face === 'early' ? TestPage : asideFor === 'move' && visit.can_move ? MovePage : null;
  const Shown = aside ?? FACES[face];
  return (
    <EquipmentContext.Provider value={equipment}>
      <Suspense fallback={<Opening />}>
        <Shown
          visit={visit}
          office={office.data}
          live={live}
          here={here}
          setHere={setHere}
          call={call}
          wasWaiting={wasWaiting}
        />
        <FocusOnChange face={face} />
      </Suspense>
    </EquipmentContext.Provider>
  );
}

/** Back in the waiting room, however the call ended here before: the next admission leads in again. */
function useNewTurn(visit: VisitSeen, here: Here, setHere: (next: Here) => void) {
  const waiting = visit.state === 'waiting';
  useEffect(() => {
    if (waiting && here.end) setHere({ ...here, end: null });
  }, [waiting, here, setHere]);
}

/** Some changes come by the clock alone, without a notice: ask again at their moment. */
function useClockwork(visit: VisitSeen, refetch: () => void) {
  const now = useServerNow(1000);
  const due = visit.state === 'booked' && now >= Date.parse(visit.door_opens_at);
  const asked = useRef(refetch);
  asked.current = refetch;
  useEffect(() => {
    if (!due) return;
    asked.current();
    const timer = setInterval(() => asked.current(), 2000);
    return () => clearInterval(timer);
  }, [due]);
}

function useFaceBefore(face: Face): Face | null {
  const faces = useRef<{ now: Face; before: Face | null }>({ now: face, before: null });
  if (faces.current.now !== face) faces.current = { now: face, before: faces.current.now };
  return faces.current.before;
}

/** The page changed by itself or by a press: the reader of a screen hears the new heading. Stands behind the face, so that
 * it waits for a face that is still being fetched. */
function FocusOnChange({ face }: { face: Face }) {
  const shown = useRef(face);
  useEffect(() => {
    if (shown.current === face) return;
    shown.current = face;
    document.querySelector<HTMLElement>('main h1')?.focus();
    window.scrollTo({ top: 0 });
  }, [face]);
  return null;
}

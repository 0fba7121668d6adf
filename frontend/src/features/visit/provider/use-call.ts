// The provider's side of the call: into it, out of it, and into it again. While the component is there.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../api/problem';
import { askPass } from '../../../api/staff-visits';
import { createVisitAdapter } from '../stage/stage';
import type { Pass, StageDevices, StageEnd, VisitStage } from '../stage/visit-stage';

const TRIES = 6;
const PAUSE_SECONDS = 2;

export type CallPhase =
  | { at: 'outside' }
  | { at: 'entering' }
  | { at: 'inside'; stage: VisitStage; pass: Pass }
  | { at: 'over'; end: StageEnd }
  | { at: 'refused'; error: unknown };

/** A pass, with patience: the room may still be on its way to being made. */
async function patientPass(office: string, visitId: string, isWanted: () => boolean): Promise<Pass> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await askPass(office, visitId);
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.isTransient || attempt >= TRIES || !isWanted()) throw error;
      const seconds = error.retryAfterSeconds ?? PAUSE_SECONDS;
      await new Promise((after) => setTimeout(after, seconds * 1000));
    }
  }
}

export function useCall(office: string, visitId: string, onEnd: (end: StageEnd) => void) {
  const [phase, setPhase] = useState<CallPhase>({ at: 'outside' });
  const held = useRef<VisitStage | null>(null);
  const turn = useRef(0);
  const told = useRef(onEnd);
  told.current = onEnd;

  const drop = useCallback(() => {
    turn.current += 1;
    held.current?.dispose();
    held.current = null;
  }, []);

  const enter = useCallback(
    async (devices: StageDevices) => {
      drop();
      const mine = turn.current;
      const isWanted = () => turn.current === mine;
      setPhase({ at: 'entering' });
      try {
        const pass = await patientPass(office, visitId, isWanted);
        if (!isWanted()) return;
        const stage = await createVisitAdapter(pass, devices, { refreshPass: () => askPass(office, visitId) });
        if (!isWanted()) {
          stage.dispose();
          return;
        }
        held.current = stage;
        setPhase({ at: 'inside', stage, pass });
        stage.onEnd((end) => {
          if (!isWanted()) return;
          setPhase({ at: 'over', end });
          told.current(end);
        });
      } catch (error) {
        if (isWanted()) setPhase({ at: 'refused', error });
      }
    },
    [office, visitId, drop],
  );

  useEffect(() => drop, [drop]);

  return { phase, enter };
}

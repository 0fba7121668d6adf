// Enter the call and stay in it while the component is there.
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../../api/problem';
import { createVisitAdapter } from '../stage/stage';
import type { Pass, StageConnection, VisitStage } from '../stage/visit-stage';
import type { VisitCallControl } from './use-visit-call';

const TRIES = 6;
const PAUSE_SECONDS = 2;

export interface Entered {
  stage: VisitStage;
  pass: Pass;
}

/** A pass, with patience: what the call needs may still be on its way to being made. */
async function patientPass(call: VisitCallControl, isHere: () => boolean): Promise<Pass> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call.pass();
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.isTransient || attempt >= TRIES || !isHere()) throw error;
      const seconds = error.retryAfterSeconds ?? PAUSE_SECONDS;
      await new Promise((after) => setTimeout(after, seconds * 1000));
    }
  }
}

export function useStage(call: VisitCallControl): { entered: Entered | null; connection: StageConnection } {
  const [entered, setEntered] = useState<Entered | null>(null);
  const [connection, setConnection] = useState<StageConnection>('joining');
  const control = useRef(call);
  control.current = call;

  useEffect(() => {
    let isHere = true;
    let stage: VisitStage | undefined;
    const devices = control.current.takeDevices();

    async function enter() {
      const pass = await patientPass(control.current, () => isHere);
      if (!isHere) return;
      stage = await createVisitAdapter(pass, devices, { refreshPass: () => control.current.freshPass() });
      if (!isHere) {
        stage.dispose();
        return;
      }
      stage.onConnection(setConnection);
      stage.onEnd((end) => control.current.ended(end));
      setEntered({ stage, pass });
    }

    enter().catch((error: unknown) => {
      if (!isHere) return;
      const cause = error instanceof Error ? error : new Error(String(error));
      control.current.ended({ reason: 'failed', byMe: false, error: cause });
    });
    return () => {
      isHere = false;
      stage?.dispose();
    };
  }, []);

  return { entered, connection };
}

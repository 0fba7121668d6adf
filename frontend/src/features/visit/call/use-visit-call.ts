// The way into the call: everything that can be had beforehand is fetched while the person waits, and the pass is asked for
// the moment the notice of admission arrives.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api } from '../../../api/client';
import type { Notice } from '../../../api/live';
import type { VisitSeen } from '../../../api/words';
import type { Equipment } from '../equipment/equipment';
import type { Face, Here } from '../face';
import { visitKey } from '../queries';
import type { Pass, StageDevices, StageEnd } from '../stage/visit-stage';
import { fetchAhead, loadWaitingFace } from './fetch-ahead';

export interface VisitCallControl {
  /** A pass for entering now: the one asked for ahead, if there is one; it is given out once. */
  pass: () => Promise<Pass>;
  freshPass: () => Promise<Pass>;
  /** What the check has chosen; what does not work is left off. Takes the preview's devices back. */
  takeDevices: () => StageDevices;
  ended: (end: StageEnd) => void;
  /** Into the call again, or here instead of elsewhere. */
  rejoin: () => void;
}

interface Asked {
  id: string;
  setHere: (next: Here) => void;
  equipment: Equipment;
}

export function useVisitCall({ id, setHere, equipment }: Asked) {
  const queries = useQueryClient();
  const ahead = useRef<Promise<Pass> | null>(null);
  const freshPass = () => api.post<Pass>(`/visits/${id}/pass`);

  function askAhead() {
    const asked = freshPass();
    // Whoever takes it hears of its failure; until then nobody need.
    asked.catch(() => undefined);
    ahead.current = asked;
  }

  const control: VisitCallControl = {
    freshPass,
    pass: async () => {
      const asked = ahead.current;
      ahead.current = null;
      if (!asked) return freshPass();
      return asked.catch(freshPass);
    },
    takeDevices: () => devicesOf(equipment),
    ended: (end) => {
      setHere({ ready: true, end: end.reason });
      void queries.invalidateQueries({ queryKey: visitKey(id) });
    },
    rejoin: () => setHere({ ready: true, end: null }),
  };
  return { control, askAhead };
}

export function isAdmission(notice: Notice, id: string): boolean {
  return notice.name === 'visit.admitted' && notice.id === id;
}

function devicesOf(equipment: Equipment): StageDevices {
  const { choices, camera, microphone, cameraTrack, microphoneTrack } = equipment.look();
  const devices: StageDevices = {
    ...choices,
    cameraId: cameraTrack?.getSettings().deviceId ?? choices.cameraId,
    microphoneId: microphoneTrack?.getSettings().deviceId ?? choices.microphoneId,
    // Nothing was opened yet after a reload: then the choice counts, and the stage finds out.
    cameraOn: choices.cameraOn && (camera === 'works' || camera === 'idle'),
    microphoneOn: choices.microphoneOn && (microphone === 'works' || microphone === 'idle'),
  };
  equipment.close();
  return devices;
}

const WAITING: readonly Face[] = ['waiting', 'away', 'elsewhere', 'left'];

/** The call's code, while there is time. The device check measures the connection, so it is left in peace. */
export function useFetchAhead(face: Face, visit: VisitSeen, stage: 'local' | 'acs' | undefined): void {
  const inside = visit.state === 'admitted' || visit.state === 'in_visit';
  const wanted = stage !== undefined && (WAITING.includes(face) || inside);
  useEffect(() => {
    if (wanted) fetchAhead(stage);
  }, [wanted, stage]);
  useEffect(() => {
    // A few kB, so that checking in shows the waiting room at once; what fails here is fetched again then.
    if (face === 'prejoin') loadWaitingFace().catch(() => undefined);
  }, [face]);
}

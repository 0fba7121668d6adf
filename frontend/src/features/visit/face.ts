// Which face the page of a link shows. The server's word comes first; what happened in this tab decides only inside it.
import type { VisitSeen } from '../../api/words';
import type { StageEndReason } from './stage/visit-stage';

export type Face =
  | 'early'
  | 'prejoin'
  | 'away'
  | 'waiting'
  | 'call'
  | 'elsewhere'
  | 'left'
  | 'trouble'
  | 'refused'
  | 'ended'
  | 'missed'
  | 'asked'
  | 'cancelled';

/** What this tab has done so far. */
export interface Here {
  /** Went through the device check here: this is the place where the call runs. */
  ready: boolean;
  /** How the call ended in this tab, while the visit may still go on. */
  end: StageEndReason | null;
}

type Seen = Pick<VisitSeen, 'state' | 'waiting_since' | 'connected_elsewhere'>;

export function faceOf(visit: Seen, here: Here): Face {
  switch (visit.state) {
    case 'requested':
    case 'declined':
    case 'expired':
      return 'asked';
    case 'booked':
      return 'early';
    case 'open':
      // Checked in before, and stepped out: the place is kept for a while.
      return visit.waiting_since ? 'away' : 'prejoin';
    case 'admitted':
    case 'in_visit':
      return insideFace(visit, here);
    default:
      return visit.state;
  }
}

function insideFace(visit: Seen, here: Here): Face {
  if (here.end === 'left' || here.end === 'ended') return 'left';
  if (here.end === 'replaced') return 'elsewhere';
  if (here.end) return 'trouble';
  if (here.ready) return 'call';
  return visit.connected_elsewhere ? 'elsewhere' : 'prejoin';
}

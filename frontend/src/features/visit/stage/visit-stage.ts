// The words both stages and the pages share: what goes in (a pass, devices), what comes out (a stage with one adapter),
// and how it ends. Types only, and one tiny error: importing this file costs a page nothing.
import type { CallWithChatAdapter } from '@azure/communication-react';

/** What the server hands a browser that may enter a visit. The names are those of `POST …/pass`. */
export interface Pass {
  stage: 'local' | 'acs';
  user_id: string;
  display_name: string;
  role: 'Presenter' | 'Attendee';
  token: string;
  /** RFC 3339, UTC. */
  token_expires_at: string;
  endpoint: string;
  room_id: string;
  /** Null when the visit has no chat. */
  chat_thread_id: string | null;
  /** The call socket of the local stage; null on Azure. */
  socket_url: string | null;
  locale: string;
  /** STUN and TURN servers for the local stage; none are needed on one machine or one network. */
  ice_servers?: readonly IceServer[] | null;
}

export interface IceServer {
  urls: string | string[];
  username?: string | null;
  credential?: string | null;
}

/** What was chosen before the call. Null means: no preference, or none there. */
export interface StageDevices {
  cameraId: string | null;
  microphoneId: string | null;
  speakerId: string | null;
  cameraOn: boolean;
  microphoneOn: boolean;
}

export interface StageOptions {
  /** Asks the server for a fresh pass of the same person. Called before the token runs out and before each rejoin. */
  refreshPass: () => Promise<Pass>;
}

/**
 * Why a call is over for this person.
 *
 * - `left`: they hung up.
 * - `ended`: a presenter ended it for everyone, or the room was closed. `byMe` tells who.
 * - `removed`: a presenter removed them.
 * - `replaced`: the same person came in from another tab or device.
 * - `not_invited`, `room_not_found`, `room_closed` (too early or over), `full`: refused at the door.
 * - `pass_refused`: the token does not hold, and a fresh pass did not help.
 * - `connection_lost`: Azure gave the call up. The local stage never does: it goes on trying.
 * - `failed`: anything else, see `error`.
 */
export type StageEndReason =
  | 'left'
  | 'ended'
  | 'removed'
  | 'replaced'
  | 'not_invited'
  | 'room_not_found'
  | 'room_closed'
  | 'full'
  | 'pass_refused'
  | 'connection_lost'
  | 'failed';

export interface StageEnd {
  reason: StageEndReason;
  /** True when this person ended the call, for themselves or for all. */
  byMe: boolean;
  /** ACS end codes where there are any. */
  code?: number;
  subCode?: number;
  error?: Error;
}

export type StageConnection = 'joining' | 'connected' | 'reconnecting' | 'over';

/** One live visit in this browser. */
export interface VisitStage {
  readonly kind: 'local' | 'acs';
  /** For `VisitCall`; already joining, or in the call. */
  readonly adapter: CallWithChatAdapter;
  /** Called once, also when the end came before anybody listened. Returns the way to stop listening. */
  onEnd(heard: (end: StageEnd) => void): () => void;
  /** Called at once with the present state, and on each change. Returns the way to stop listening. */
  onConnection(heard: (connection: StageConnection) => void): () => void;
  /** End the call for everyone; for presenters. The page still tells the server that the visit is over. */
  endForAll(): Promise<void>;
  /** Leave without a word and give devices back: for unmounting. Fires no end. */
  dispose(): void;
}

/** The stage could not be built at all: `createVisitAdapter` rejects with it. */
export class StageUnavailable extends Error {
  override readonly name = 'StageUnavailable';
}

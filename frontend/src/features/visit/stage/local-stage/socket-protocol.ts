// The frames of the emulator's call socket (docs/acs-emulator.md), both ways.

export type Role = 'Presenter' | 'Attendee' | 'Consumer' | 'Collaborator';

/** What this browser says it sends. */
export interface Media {
  muted: boolean;
  camera: boolean;
  screen: boolean;
  handRaised: boolean;
}

export interface SeenMedia extends Media {
  /** RFC 3339; null while the hand is down. */
  handRaisedOn: string | null;
}

export interface Participant {
  /** One per page, kept over a lost connection; a reload makes a new one. */
  participantId: string;
  userId: string;
  displayName: string;
  role: Role;
  media: SeenMedia;
}

/** Passed from browser to browser as it is. `fresh`: the offer of a new connection, replacing any older one. */
export type SignalData =
  | { description: RTCSessionDescriptionInit; fresh?: boolean }
  | { candidate: RTCIceCandidateInit }
  | { restart: true };

export interface SaidMessage {
  /** A decimal number, rising within the thread. */
  id: string;
  sequenceId: string;
  version: string;
  type: 'text' | 'html';
  content: string;
  senderId: string;
  senderDisplayName: string | null;
  createdOn: string;
  editedOn: string | null;
  deletedOn: string | null;
  clientMessageId: string | null;
}

export interface ChatMember {
  userId: string;
  displayName: string | null;
}

export interface ChatReceipt {
  userId: string;
  messageId: string;
  readOn: string;
}

export interface ChatHistory {
  threadId: string;
  topic: string;
  participants: ChatMember[];
  messages: SaidMessage[];
  receipts: ChatReceipt[];
}

export interface JoinFrame {
  type: 'join';
  token: string;
  displayName: string;
  media: Media;
  chatThreadId?: string;
  participantId?: string;
}

export interface JoinedFrame {
  type: 'joined';
  callId: string;
  serverCallId: string;
  participantId: string;
  userId: string;
  role: Role;
  /** True when this page took its kept place again: the others never saw it go. */
  resumed: boolean;
  startedAt: string;
  serverNow: string;
  participants: Participant[];
  chat: ChatHistory | null;
}

export interface RefusedFrame {
  type: 'refused';
  code: number;
  subCode: number;
  message: string;
}

export type ServerFrame =
  | JoinedFrame
  | RefusedFrame
  | { type: 'participantJoined'; participant: Participant }
  | { type: 'participantLeft'; participantId: string; userId: string; reason: string }
  | { type: 'signal'; from: string; data: SignalData }
  | { type: 'media'; participantId: string; media: SeenMedia }
  | { type: 'role'; participantId: string; role: Role }
  | { type: 'ended'; code: number; subCode: number; reason: 'endedForAll' | 'roomDeleted' | 'roomExpired' }
  | { type: 'removed'; subCode: number }
  | { type: 'replaced' }
  | { type: 'muteRequested'; by: string }
  | { type: 'tokenTaken' }
  | { type: 'chat.message'; message: SaidMessage }
  | { type: 'chat.edited'; message: SaidMessage }
  | { type: 'chat.deleted'; messageId: string; deletedOn: string }
  | { type: 'chat.typing'; userId: string; displayName: string | null }
  | ({ type: 'chat.read' } & ChatReceipt)
  | { type: 'chat.participantsAdded'; participants: ChatMember[] }
  | { type: 'chat.participantsRemoved'; userIds: string[] }
  | { type: 'error'; code: string; message: string; clientMessageId?: string }
  | { type: 'pong' };

export type ClientFrame =
  | JoinFrame
  | { type: 'token'; token: string }
  | { type: 'signal'; to: string; data: SignalData }
  | { type: 'media'; media: Media }
  | { type: 'leave' }
  | { type: 'endForAll' }
  | { type: 'removeParticipant'; userId: string }
  | { type: 'muteParticipant'; userId: string }
  | { type: 'muteAll' }
  | { type: 'chat.send'; content: string; clientMessageId: string }
  | { type: 'chat.edit'; messageId: string; content: string }
  | { type: 'chat.delete'; messageId: string }
  | { type: 'chat.typing' }
  | { type: 'chat.read'; messageId: string }
  | { type: 'ping' };

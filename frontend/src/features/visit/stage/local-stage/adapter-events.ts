// The adapter's events on a plain emitter. Every selector of the composite adds a listener, so there is no limit to them.
import type {
  AdapterError,
  CallAdapterCallEndedEvent,
  CallIdChangedListener,
  CallWithChatAdapterState,
  ChatInitializedListener,
  IsLocalScreenSharingActiveChangedListener,
  IsMutedChangedListener,
  IsSpeakingChangedListener,
  MessageReadListener,
  MessageReceivedListener,
  ParticipantsAddedListener,
  ParticipantsJoinedListener,
  ParticipantsLeftListener,
  ParticipantsRemovedListener,
} from '@azure/communication-react';

type Heard<L extends (event: never) => void> = Parameters<L>[0];

export interface AdapterEvents {
  stateChanged: CallWithChatAdapterState;
  callEnded: CallAdapterCallEndedEvent;
  callError: AdapterError;
  chatError: AdapterError;
  callIdChanged: Heard<CallIdChangedListener>;
  isMutedChanged: Heard<IsMutedChangedListener>;
  isSpeakingChanged: Heard<IsSpeakingChangedListener>;
  isLocalScreenSharingActiveChanged: Heard<IsLocalScreenSharingActiveChangedListener>;
  callParticipantsJoined: Heard<ParticipantsJoinedListener>;
  callParticipantsLeft: Heard<ParticipantsLeftListener>;
  selectedMicrophoneChanged: unknown;
  selectedSpeakerChanged: unknown;
  chatInitialized: Heard<ChatInitializedListener>;
  messageReceived: Heard<MessageReceivedListener>;
  messageSent: Heard<MessageReceivedListener>;
  messageEdited: Heard<MessageReceivedListener>;
  messageDeleted: Heard<MessageReceivedListener>;
  messageRead: Heard<MessageReadListener>;
  chatParticipantsAdded: Heard<ParticipantsAddedListener>;
  chatParticipantsRemoved: Heard<ParticipantsRemovedListener>;
}

/** What the library's overloads of `on` and `off` have in common. */
export type Listener = (event: never) => void;

export class Emitter {
  private readonly listeners = new Map<string, Set<Listener>>();

  on(event: string, listener: Listener): void {
    const listening = this.listeners.get(event) ?? new Set();
    listening.add(listener);
    this.listeners.set(event, listening);
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }

  emit<Name extends keyof AdapterEvents>(event: Name, payload: AdapterEvents[Name]): void {
    for (const listener of [...(this.listeners.get(event) ?? [])]) {
      listener(payload as never);
    }
  }

  clear(): void {
    this.listeners.clear();
  }
}

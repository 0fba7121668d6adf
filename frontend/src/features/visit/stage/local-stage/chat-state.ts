// The chat as the composite wants to see it: pure changes of the adapter's state.

import type { CommunicationUserKind } from '@azure/communication-common';
import type { ChatMessageWithStatus, MessageStatus } from '@azure/communication-react';
import { user } from './call-state';
import type { ChatHistory, ChatMember, ChatReceipt, SaidMessage } from './socket-protocol';
import type { StateChange } from './state-store';

export const TYPING_SHOWN_MS = 8_000;

/** A message as the library keeps it. Plain text whatever its type: it is rendered literally, markup included. */
export function toMessage(said: SaidMessage, status: MessageStatus = 'delivered'): ChatMessageWithStatus {
  return {
    id: said.id,
    sequenceId: said.sequenceId,
    version: said.version,
    type: 'text',
    content: { message: said.content },
    sender: user(said.senderId),
    senderDisplayName: said.senderDisplayName ?? undefined,
    createdOn: new Date(said.createdOn),
    editedOn: said.editedOn ? new Date(said.editedOn) : undefined,
    clientMessageId: said.clientMessageId ?? undefined,
    metadata: {},
    status,
  };
}

/** The thread as it is now. Own messages that are still on their way stay. */
export function chatOpened(history: ChatHistory, me: CommunicationUserKind): StateChange {
  return (state) => {
    const unsent = Object.entries(state.chat?.chatMessages ?? {}).filter(
      ([, message]) => message.status !== 'delivered',
    );
    const known = new Set(history.messages.map((message) => message.clientMessageId));
    state.chat = {
      threadId: history.threadId,
      properties: { topic: history.topic },
      participants: {},
      chatMessages: {
        ...Object.fromEntries(history.messages.map((said) => [said.id, toMessage(said)])),
        ...Object.fromEntries(unsent.filter(([key]) => !known.has(key))),
      },
      readReceipts: [],
      typingIndicators: [],
      latestReadTime: new Date(0),
    };
    membersAdded(history.participants)(state);
    for (const receipt of history.receipts) messageRead(receipt, me.communicationUserId)(state);
  };
}

/** An own message before the server has it: without an id, found by its client message id. */
export function messageOnItsWay(
  content: string,
  clientMessageId: string,
  sender: { userId: string; displayName: string },
  now: Date,
): StateChange {
  return (state) => {
    if (!state.chat) return;
    state.chat.chatMessages[clientMessageId] = {
      ...toMessage(
        {
          id: '',
          sequenceId: '',
          version: '',
          type: 'text',
          content,
          senderId: sender.userId,
          senderDisplayName: sender.displayName,
          createdOn: now.toISOString(),
          editedOn: null,
          deletedOn: null,
          clientMessageId,
        },
        'sending',
      ),
    };
  };
}

export function messageFailed(clientMessageId: string): StateChange {
  return (state) => {
    const message = state.chat?.chatMessages[clientMessageId];
    if (message) message.status = 'failed';
  };
}

export function messageSaid(said: SaidMessage): StateChange {
  return (state) => {
    if (!state.chat) return;
    if (said.clientMessageId) delete state.chat.chatMessages[said.clientMessageId];
    state.chat.chatMessages[said.id] = toMessage(said);
    state.chat.typingIndicators = state.chat.typingIndicators.filter((typing) => senderId(typing) !== said.senderId);
  };
}

export function messageEdited(said: SaidMessage): StateChange {
  return (state) => {
    if (state.chat?.chatMessages[said.id]) state.chat.chatMessages[said.id] = toMessage(said);
  };
}

/** Deleted on the server, or an own one that never got there and is given up. */
export function messageGone(key: string): StateChange {
  return (state) => {
    if (state.chat) delete state.chat.chatMessages[key];
  };
}

/** `latestReadTime` turns own messages into "seen": other people's receipts only. */
export function messageRead(receipt: ChatReceipt, myUserId: string): StateChange {
  return (state) => {
    if (!state.chat) return;
    const readOn = new Date(receipt.readOn);
    state.chat.readReceipts = [
      ...state.chat.readReceipts.filter((earlier) => senderId(earlier) !== receipt.userId),
      { sender: user(receipt.userId), chatMessageId: receipt.messageId, readOn },
    ];
    if (receipt.userId !== myUserId && readOn > state.chat.latestReadTime) state.chat.latestReadTime = readOn;
  };
}

export function somebodyTypes(userId: string, displayName: string | null, now: Date): StateChange {
  return (state) => {
    if (!state.chat) return;
    state.chat.typingIndicators = [
      ...state.chat.typingIndicators.filter((typing) => senderId(typing) !== userId),
      {
        threadId: state.chat.threadId,
        sender: user(userId),
        senderDisplayName: displayName ?? '',
        recipient: user(senderIdOf(state.userId)),
        version: '',
        receivedOn: now,
      },
    ];
  };
}

export function typingFaded(now: Date): StateChange {
  return (state) => {
    if (!state.chat) return;
    const fresh = state.chat.typingIndicators.filter((typing) => +now - +typing.receivedOn < TYPING_SHOWN_MS);
    if (fresh.length < state.chat.typingIndicators.length) state.chat.typingIndicators = fresh;
  };
}

export function membersAdded(members: readonly ChatMember[]): StateChange {
  return (state) => {
    for (const member of members) {
      if (!state.chat) return;
      state.chat.participants[member.userId] = {
        id: user(member.userId),
        displayName: member.displayName ?? undefined,
      };
    }
  };
}

export function membersRemoved(userIds: readonly string[]): StateChange {
  return (state) => {
    for (const userId of userIds) delete state.chat?.participants[userId];
  };
}

function senderId(said: { sender?: unknown }): string | undefined {
  return senderIdOf(said.sender);
}

function senderIdOf(identifier: unknown): string {
  return (identifier as Partial<CommunicationUserKind> | undefined)?.communicationUserId ?? '';
}

import type { CallWithChatAdapterState } from '@azure/communication-react';
import { expect, test } from 'vitest';
import { stateBeforeCall, user } from './call-state';
import {
  chatOpened,
  messageEdited,
  messageFailed,
  messageGone,
  messageOnItsWay,
  messageRead,
  messageSaid,
  somebodyTypes,
  typingFaded,
} from './chat-state';
import type { ChatHistory, SaidMessage } from './socket-protocol';

const NOW = new Date('2026-11-26T14:40:00Z');
const ME = { userId: 'me', displayName: 'Me' };

function said(id: string, more: Partial<SaidMessage> = {}): SaidMessage {
  return {
    id,
    sequenceId: '1',
    version: id,
    type: 'text',
    content: `Words of ${id}`,
    senderId: 'priya',
    senderDisplayName: 'Dr Priya',
    createdOn: NOW.toISOString(),
    editedOn: null,
    deletedOn: null,
    clientMessageId: null,
    ...more,
  };
}

function history(...messages: SaidMessage[]): ChatHistory {
  return { threadId: '19:t', topic: 'Visit', participants: [ME], messages, receipts: [] };
}

function opened(...messages: SaidMessage[]): CallWithChatAdapterState {
  const state = stateBeforeCall('me', 'Me');
  chatOpened(history(...messages), user('me'))(state);
  return state;
}

const words = (state: CallWithChatAdapterState) =>
  Object.values(state.chat?.chatMessages ?? {}).map((message) => [message.content?.message, message.status]);

test('a message on its way has no id, and gives way to the one of the server', () => {
  const state = opened();

  messageOnItsWay('Hello', 'client-1', ME, NOW)(state);
  expect(state.chat?.chatMessages['client-1']).toMatchObject({
    id: '',
    status: 'sending',
    clientMessageId: 'client-1',
  });
  messageSaid(said('1700000000001', { content: 'Hello', senderId: 'me', clientMessageId: 'client-1' }))(state);

  expect(Object.keys(state.chat?.chatMessages ?? {})).toEqual(['1700000000001']);
  expect(words(state)).toEqual([['Hello', 'delivered']]);
});

test('markup stays words: every message is plain text for the page', () => {
  const state = opened(said('1', { type: 'html', content: '<img src=x onerror=alert(1)>' }));

  expect(state.chat?.chatMessages['1']).toMatchObject({
    type: 'text',
    content: { message: '<img src=x onerror=alert(1)>' },
  });
});

test('after a rejoin what was not answered stays, what was answered meanwhile is there once', () => {
  const state = opened();
  messageOnItsWay('Lost', 'client-1', ME, NOW)(state);
  messageOnItsWay('Arrived', 'client-2', ME, NOW)(state);

  chatOpened(
    history(said('7', { content: 'Arrived', senderId: 'me', clientMessageId: 'client-2' })),
    user('me'),
  )(state);

  expect(words(state)).toEqual([
    ['Arrived', 'delivered'],
    ['Lost', 'sending'],
  ]);
});

test('a refused message is marked, and can be given up', () => {
  const state = opened();
  messageOnItsWay('Too long', 'client-1', ME, NOW)(state);

  messageFailed('client-1')(state);
  expect(words(state)).toEqual([['Too long', 'failed']]);
  messageGone('client-1')(state);

  expect(words(state)).toEqual([]);
});

test('edits replace the words, deletions take them away', () => {
  const state = opened(said('1'), said('2'));

  messageEdited(said('1', { content: 'Better', editedOn: NOW.toISOString() }))(state);
  messageGone('2')(state);

  expect(words(state)).toEqual([['Better', 'delivered']]);
  expect(state.chat?.chatMessages['1']?.editedOn).toEqual(NOW);
});

test('only the receipts of others turn my messages into seen', () => {
  const state = opened(said('1'));

  messageRead({ userId: 'me', messageId: '1', readOn: '2026-11-26T14:50:00Z' }, 'me')(state);
  expect(state.chat?.latestReadTime).toEqual(new Date(0));
  messageRead({ userId: 'priya', messageId: '1', readOn: '2026-11-26T14:45:00Z' }, 'me')(state);
  messageRead({ userId: 'priya', messageId: '1', readOn: '2026-11-26T14:46:00Z' }, 'me')(state);

  expect(state.chat?.latestReadTime).toEqual(new Date('2026-11-26T14:46:00Z'));
  expect(state.chat?.readReceipts).toHaveLength(2);
});

test('typing shows once per person, ends with their message or by itself', () => {
  const state = opened();

  somebodyTypes('priya', 'Dr Priya', NOW)(state);
  somebodyTypes('priya', 'Dr Priya', NOW)(state);
  expect(state.chat?.typingIndicators).toHaveLength(1);
  messageSaid(said('1'))(state);
  expect(state.chat?.typingIndicators).toEqual([]);
  somebodyTypes('priya', 'Dr Priya', NOW)(state);
  typingFaded(new Date(+NOW + 7_999))(state);
  expect(state.chat?.typingIndicators).toHaveLength(1);
  typingFaded(new Date(+NOW + 8_000))(state);

  expect(state.chat?.typingIndicators).toEqual([]);
});

// @vitest-environment jsdom
import type { CallWithChatAdapterState } from '@azure/communication-react';
import { expect, test } from 'vitest';
import {
  CAMERA_STREAM,
  callConnected,
  callConnecting,
  callOver,
  mediaSeen,
  ownMedia,
  participantGone,
  participantSeen,
  participantSpeaking,
  SCREEN_STREAM,
  setReconnecting,
  setRole,
  stateBeforeCall,
} from './call-state';
import type { Participant, SeenMedia } from './socket-protocol';
import type { StateChange } from './state-store';

const SILENT: SeenMedia = { muted: true, camera: false, screen: false, handRaised: false, handRaisedOn: null };

function participant(userId: string, media: Partial<SeenMedia> = {}): Participant {
  return {
    participantId: `p-${userId}`,
    userId,
    displayName: `Name of ${userId}`,
    role: 'Attendee',
    media: { ...SILENT, ...media },
  };
}

function after(...changes: StateChange[]): CallWithChatAdapterState {
  const state = stateBeforeCall('me', 'Me');
  for (const change of [callConnecting('c', 'Presenter', false), ...changes]) change(state);
  return state;
}

test('joining shows the lobby, being in shows the call, and never the device page', () => {
  expect(stateBeforeCall('me', 'Me').page).toBe('lobby');
  expect(after()).toMatchObject({ page: 'lobby', call: { state: 'Connecting', isMuted: false } });

  const startedAt = new Date('2026-11-26T14:30:00Z');
  const state = after(callConnected('real', 'Attendee', startedAt));

  expect(state).toMatchObject({ page: 'call', call: { id: 'real', state: 'Connected', startTime: startedAt } });
});

test('somebody seen has a camera and a screen, each as available as announced', () => {
  const state = after(participantSeen(participant('casey', { muted: false, camera: true })));

  const seen = state.call?.remoteParticipants.casey;
  expect(seen).toMatchObject({ displayName: 'Name of casey', isMuted: false, state: 'Connected', role: 'Attendee' });
  expect(seen?.videoStreams[CAMERA_STREAM]?.isAvailable).toBe(true);
  expect(seen?.videoStreams[SCREEN_STREAM]?.isAvailable).toBe(false);
});

test('somebody seen again keeps the picture that is on the page', () => {
  const view = { target: document.createElement('div'), isMirrored: false, scalingMode: 'Crop' as const };
  const state = after(participantSeen(participant('casey', { camera: true })), ({ call }) => {
    const stream = call?.remoteParticipants.casey?.videoStreams[CAMERA_STREAM];
    if (stream) stream.view = view;
  });

  participantSeen(participant('casey', { camera: true, muted: false }))(state);

  expect(state.call?.remoteParticipants.casey?.videoStreams[CAMERA_STREAM]?.view).toBe(view);
});

test('who shares the screen is named until they stop or go', () => {
  const state = after(participantSeen(participant('casey')), mediaSeen('casey', { ...SILENT, screen: true }));
  expect(state.call?.screenShareRemoteParticipant).toBe('casey');
  mediaSeen('casey', SILENT)(state);
  expect(state.call?.screenShareRemoteParticipant).toBeUndefined();

  mediaSeen('casey', { ...SILENT, screen: true })(state);
  participantGone('casey')(state);

  expect(state.call?.screenShareRemoteParticipant).toBeUndefined();
  expect(state.call?.remoteParticipants).toEqual({});
  expect(state.call?.remoteParticipantsEnded.casey?.state).toBe('Disconnected');
});

test('who mutes themselves does not speak, and does again at once when they are heard', () => {
  const loud: SeenMedia = { ...SILENT, muted: false };
  const state = after(participantSeen(participant('casey')), mediaSeen('casey', loud));
  const speaks = () => {
    participantSpeaking('casey', true)(state);
    return state.call?.remoteParticipants.casey?.isSpeaking;
  };

  expect(speaks()).toBe(true);
  mediaSeen('casey', SILENT)(state);
  expect(speaks()).toBe(false);
  mediaSeen('casey', loud)(state);
  expect(speaks()).toBe(true);
});

test('hands are numbered in the order in which they went up', () => {
  const up: SeenMedia = { ...SILENT, handRaised: true, handRaisedOn: '2026-11-26T14:31:00Z' };
  const state = after(participantSeen(participant('casey')), participantSeen(participant('guest')));
  const positions = () => [
    state.call?.remoteParticipants.casey?.raisedHand?.raisedHandOrderPosition,
    state.call?.raiseHand.localParticipantRaisedHand?.raisedHandOrderPosition,
    state.call?.remoteParticipants.guest?.raisedHand?.raisedHandOrderPosition,
  ];

  mediaSeen('casey', up)(state);
  ownMedia('me', { ...SILENT, handRaised: true })(state);
  mediaSeen('guest', up)(state);
  expect(positions()).toEqual([1, 2, 3]);
  mediaSeen('casey', SILENT)(state);
  expect(positions()).toEqual([undefined, 1, 2]);
  participantGone('guest')(state);

  expect(positions()).toEqual([undefined, 1, undefined]);
  expect(state.call?.raiseHand.raisedHands).toHaveLength(1);
});

test.each([
  ['Presenter', true, true, true],
  ['Attendee', false, true, false],
  ['Collaborator', true, true, false],
  ['Consumer', false, false, false],
] as const)('a %s may share: %s, send a picture: %s, end for all: %s', (role, shares, sends, ends) => {
  const may = after(setRole(role)).call?.capabilitiesFeature?.capabilities;

  expect(may?.shareScreen.isPresent).toBe(shares);
  expect(may?.turnVideoOn.isPresent).toBe(sends);
  expect(may?.hangUpForEveryOne.isPresent).toBe(ends);
});

test('reconnecting is shown as a weak network and goes away again', () => {
  const state = after(setReconnecting(true));
  expect(state.call?.diagnostics.network.latest.networkReconnect?.value).toBe(2);

  callConnected('again', 'Presenter', new Date())(state);

  expect(state.call?.diagnostics.network.latest.networkReconnect?.value).toBe(1);
});

test('the end leaves no call behind', () => {
  expect(after(callOver('removedFromCall', { code: 0, subCode: 5317 }))).toMatchObject({
    page: 'removedFromCall',
    call: undefined,
  });
});

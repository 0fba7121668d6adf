// The call as the composite wants to see it: pure changes of the adapter's state, no socket and no media in here.
import type { CallEndReason, CallKind, DiagnosticQuality, ParticipantCapabilities } from '@azure/communication-calling';
import type { CommunicationUserKind } from '@azure/communication-common';
import type { CallState, CallWithChatAdapterState, RemoteParticipantState } from '@azure/communication-react';
import type { Media, Participant, Role, SeenMedia } from './socket-protocol';
import type { StateChange } from './state-store';

export const CAMERA_STREAM = 1;
export const SCREEN_STREAM = 2;

/** A record with one entry per call: everything a participant may see of a mesh of four. */
const REMOTE_VIDEOS_MAX = 4;

const RECONNECTED: DiagnosticQuality.Good = 1;
const RECONNECTING: DiagnosticQuality.Poor = 2;

export function user(userId: string): CommunicationUserKind {
  return { kind: 'communicationUser', communicationUserId: userId };
}

export function stateBeforeCall(userId: string, displayName: string): CallWithChatAdapterState {
  return {
    page: 'lobby',
    isLocalPreviewMicrophoneEnabled: true,
    userId: user(userId),
    displayName,
    latestCallErrors: {},
    latestCallNotifications: {},
    latestChatErrors: {},
    isTeamsCall: false,
    isTeamsMeeting: false,
    devices: { isSpeakerSelectionAvailable: false, cameras: [], microphones: [], speakers: [], unparentedViews: [] },
  };
}

/** The call from the first moment on. A missing feature object would crash a selector, so every one of them is here. */
export function callConnecting(callId: string, role: Role, muted: boolean): StateChange {
  return (state) => {
    const call: CallState = {
      id: callId,
      kind: 'Call' as string as CallKind,
      callerInfo: { identifier: undefined },
      state: 'Connecting',
      direction: 'Outgoing',
      isMuted: muted,
      isScreenSharingOn: false,
      localVideoStreams: [],
      remoteParticipants: {},
      remoteParticipantsEnded: {},
      transcription: { isTranscriptionActive: false },
      recording: { isRecordingActive: false },
      captionsFeature: {
        captions: [],
        supportedSpokenLanguages: [],
        supportedCaptionLanguages: [],
        currentSpokenLanguage: '',
        currentCaptionLanguage: '',
        isCaptionsFeatureActive: false,
        startCaptionsInProgress: false,
        captionsKind: 'Captions',
      },
      realTimeTextFeature: { realTimeTexts: {} },
      optimalVideoCount: { maxRemoteVideoStreams: REMOTE_VIDEOS_MAX },
      pptLive: { isActive: false },
      raiseHand: { raisedHands: [] },
      togetherMode: { isActive: false, streams: {}, seatingPositions: {} },
      startTime: new Date(),
      endTime: undefined,
      diagnostics: { network: { latest: {} }, media: { latest: {} } },
      transfer: { acceptedTransfers: {} },
    };
    state.page = 'lobby';
    state.isLocalPreviewMicrophoneEnabled = !muted;
    state.call = call;
    setRole(role)(state);
  };
}

export function callConnected(callId: string, role: Role, startedAt: Date): StateChange {
  return (state) => {
    if (!state.call) return;
    state.page = 'call';
    state.call.id = callId;
    state.call.state = 'Connected';
    state.call.startTime = startedAt;
    setRole(role)(state);
    setReconnecting(false)(state);
  };
}

export function callOver(page: 'leftCall' | 'removedFromCall', reason: CallEndReason): StateChange {
  return (state) => {
    if (state.call) {
      state.call.state = 'Disconnected';
      state.call.endTime = new Date();
      state.call.callEndReason = reason;
    }
    state.call = undefined;
    state.devices.unparentedViews = [];
    state.page = page;
  };
}

/** Shown by the composite as a weak connection. */
export function setReconnecting(reconnecting: boolean): StateChange {
  return (state) => {
    const latest = state.call?.diagnostics.network.latest;
    if (!latest || (!reconnecting && !latest.networkReconnect)) return;
    latest.networkReconnect = { value: reconnecting ? RECONNECTING : RECONNECTED, valueType: 'DiagnosticQuality' };
  };
}

export function setRole(role: Role): StateChange {
  return (state) => {
    if (!state.call) return;
    state.call.role = role;
    const before = state.call.capabilitiesFeature?.capabilities ?? capabilitiesOf(role);
    state.call.capabilitiesFeature = {
      capabilities: capabilitiesOf(role),
      latestCapabilitiesChangeInfo: { oldValue: before, newValue: {}, reason: 'RoleChanged' },
    };
  };
}

/** What the room's roles allow, and of that what a visit has. The composite hides the rest. */
function capabilitiesOf(role: Role): ParticipantCapabilities {
  const presenter = role === 'Presenter';
  const sends = role !== 'Consumer';
  const may = (isPresent: boolean) =>
    ({ isPresent, reason: isPresent ? 'Capable' : 'RoleRestricted' }) satisfies ParticipantCapabilities['turnVideoOn'];
  const absent = { isPresent: false, reason: 'FeatureNotSupported' } satisfies ParticipantCapabilities['turnVideoOn'];
  return {
    turnVideoOn: may(sends),
    unmuteMic: may(sends),
    shareScreen: may(presenter || role === 'Collaborator'),
    removeParticipant: may(presenter),
    hangUpForEveryOne: may(presenter),
    muteOthers: may(presenter),
    raiseHand: may(true),
    viewAttendeeNames: may(true),
    addCommunicationUser: absent,
    addTeamsUser: absent,
    addPhoneNumber: absent,
    manageLobby: absent,
    spotlightParticipant: absent,
    removeParticipantsSpotlight: absent,
    blurBackground: absent,
    startLiveMeetingCaptions: absent,
    startLiveCallingCaptions: absent,
    setCaptionLanguage: absent,
    pstnDialOut: absent,
    useReactions: absent,
    startTogetherMode: absent,
    joinBreakoutRooms: absent,
    forbidOthersAudio: absent,
    forbidOthersVideo: absent,
    realTimeText: absent,
  };
}

export function participantSeen(participant: Participant): StateChange {
  return (state) => {
    if (!state.call) return;
    const known = state.call.remoteParticipants[participant.userId];
    state.call.remoteParticipants[participant.userId] = {
      ...(known ?? newParticipant(participant.userId)),
      displayName: participant.displayName,
      role: participant.role,
      state: 'Connected',
    };
    delete state.call.remoteParticipantsEnded[participant.userId];
    mediaSeen(participant.userId, participant.media)(state);
  };
}

function newParticipant(userId: string): RemoteParticipantState {
  return {
    identifier: user(userId),
    state: 'Connected',
    isMuted: true,
    isSpeaking: false,
    videoStreams: {
      [CAMERA_STREAM]: { id: CAMERA_STREAM, mediaStreamType: 'Video', isAvailable: false, isReceiving: true },
      [SCREEN_STREAM]: { id: SCREEN_STREAM, mediaStreamType: 'ScreenSharing', isAvailable: false, isReceiving: true },
    },
  };
}

export function participantGone(userId: string): StateChange {
  return (state) => {
    const call = state.call;
    const gone = call?.remoteParticipants[userId];
    if (!call || !gone) return;
    handSeen(userId, false)(state);
    gone.state = 'Disconnected';
    call.remoteParticipantsEnded[userId] = gone;
    delete call.remoteParticipants[userId];
    if (call.screenShareRemoteParticipant === userId) call.screenShareRemoteParticipant = undefined;
  };
}

export function participantRole(userId: string, role: Role): StateChange {
  return (state) => {
    const seen = state.call?.remoteParticipants[userId];
    if (seen) seen.role = role;
  };
}

export function participantSpeaking(userId: string, speaking: boolean): StateChange {
  return (state) => {
    const seen = state.call?.remoteParticipants[userId];
    if (seen) seen.isSpeaking = speaking && !seen.isMuted;
  };
}

export function mediaSeen(userId: string, media: SeenMedia): StateChange {
  return (state) => {
    const call = state.call;
    const seen = call?.remoteParticipants[userId];
    if (!call || !seen) return;
    seen.isMuted = media.muted;
    if (media.muted) seen.isSpeaking = false;
    const camera = seen.videoStreams[CAMERA_STREAM];
    const screen = seen.videoStreams[SCREEN_STREAM];
    if (camera) camera.isAvailable = media.camera;
    if (screen) screen.isAvailable = media.screen;
    if (media.screen) call.screenShareRemoteParticipant = userId;
    else if (call.screenShareRemoteParticipant === userId) call.screenShareRemoteParticipant = undefined;
    handSeen(userId, media.handRaised)(state);
  };
}

/** Hands are numbered in the order in which they went up, the own one among them. */
function handSeen(userId: string, raised: boolean): StateChange {
  return (state) => {
    const call = state.call;
    if (!call) return;
    const owner = call.remoteParticipants[userId];
    const before = owner ? owner.raisedHand : call.raiseHand.localParticipantRaisedHand;
    if (Boolean(before) === raised) return;
    const after = raised ? { raisedHandOrderPosition: call.raiseHand.raisedHands.length + 1 } : undefined;
    if (owner) owner.raisedHand = after;
    else call.raiseHand.localParticipantRaisedHand = after;
    const others = Object.values(call.remoteParticipants).map((participant) => participant.raisedHand);
    const up = [...others, call.raiseHand.localParticipantRaisedHand].filter((hand) => hand !== undefined);
    up.sort((one, other) => one.raisedHandOrderPosition - other.raisedHandOrderPosition);
    up.forEach((hand, index) => {
      hand.raisedHandOrderPosition = index + 1;
    });
    call.raiseHand.raisedHands = up;
  };
}

/** What this browser itself sends, apart from the video streams, which come with their sources. */
export function ownMedia(userId: string, media: Media): StateChange {
  return (state) => {
    state.isLocalPreviewMicrophoneEnabled = !media.muted;
    if (!state.call) return;
    state.call.isMuted = media.muted;
    state.call.isScreenSharingOn = media.screen;
    handSeen(userId, media.handRaised)(state);
  };
}

// Everything of the adapter's contract that a visit between browsers does not have. The composite hides the buttons, so
// nobody should get here; who does is told plainly.
import type { CallSurveyResponse } from '@azure/communication-calling';

function absent(what: string): Error {
  return new Error(`${what} is not part of a visit.`);
}

async function refuse(what: string): Promise<never> {
  throw absent(what);
}

export class NotInAVisit {
  startCall(): never {
    throw absent('Calling somebody');
  }

  onReactionClick = () => refuse('A reaction');
  holdCall = () => refuse('Hold');
  resumeCall = () => refuse('Hold');
  addParticipant = () => refuse('Adding people');
  sendDtmfTone = () => refuse('A dial tone');
  returnFromBreakoutRoom = () => refuse('A breakout room');

  startCaptions = () => refuse('Captions');
  stopCaptions = () => refuse('Captions');
  setCaptionLanguage = () => refuse('Captions');
  setSpokenLanguage = () => refuse('Captions');
  sendRealTimeText = () => refuse('Real-time text');

  startSpotlight = () => refuse('Spotlight');
  stopSpotlight = () => refuse('Spotlight');
  stopAllSpotlight = () => refuse('Spotlight');

  forbidAudio = () => refuse('Forbidding media');
  permitAudio = () => refuse('Forbidding media');
  forbidOthersAudio = () => refuse('Forbidding media');
  permitOthersAudio = () => refuse('Forbidding media');
  forbidVideo = () => refuse('Forbidding media');
  permitVideo = () => refuse('Forbidding media');
  forbidOthersVideo = () => refuse('Forbidding media');
  permitOthersVideo = () => refuse('Forbidding media');

  startVideoBackgroundEffect = () => refuse('A background effect');
  startNoiseSuppressionEffect = () => refuse('Noise suppression');
  createTogetherModeStreamView = () => refuse('Together mode');
  startTogetherMode = () => refuse('Together mode');

  // The composite calls these by itself when it takes its pages down: there is nothing to take down.
  async stopVideoBackgroundEffects(): Promise<void> {}
  async stopNoiseSuppressionEffect(): Promise<void> {}
  async disposeTogetherModeStreamView(): Promise<void> {}
  updateBackgroundPickerImages(): void {}
  updateSelectedVideoBackgroundEffect(): void {}
  setTogetherModeSceneSize(): void {}
  async downloadResourceToCache(): Promise<void> {}
  removeResourceFromCache(): void {}
  async submitSurvey(): Promise<CallSurveyResponse | undefined> {
    return undefined;
  }
}

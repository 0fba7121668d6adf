// Which devices somebody chose, remembered in this browser for the next visit.
import type { StageDevices } from '../stage/visit-stage';

const REMEMBERED = 'frontdesk.devices';

export const FIRST_CHOICES: StageDevices = {
  cameraId: null,
  microphoneId: null,
  speakerId: null,
  cameraOn: true,
  microphoneOn: true,
};

const id = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** Choices out of what was kept; anything unknown or broken counts as not chosen. */
export function choicesFrom(kept: string | null): StageDevices {
  if (!kept) return FIRST_CHOICES;
  let said: unknown;
  try {
    said = JSON.parse(kept);
  } catch {
    return FIRST_CHOICES;
  }
  if (typeof said !== 'object' || said === null) return FIRST_CHOICES;
  const { cameraId, microphoneId, speakerId, cameraOn, microphoneOn } = said as Record<string, unknown>;
  return {
    cameraId: id(cameraId),
    microphoneId: id(microphoneId),
    speakerId: id(speakerId),
    cameraOn: cameraOn !== false,
    microphoneOn: microphoneOn !== false,
  };
}

export function rememberedChoices(): StageDevices {
  return choicesFrom(localStorage.getItem(REMEMBERED));
}

export function rememberChoices(choices: StageDevices): void {
  localStorage.setItem(REMEMBERED, JSON.stringify(choices));
}

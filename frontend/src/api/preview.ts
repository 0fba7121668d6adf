// The settings' live preview: a consumer page in one of our own frames, with what is not saved yet laid over what the
// server says. Everybody downloads this file, so only what must be known at once stands here; `booking/preview.ts` answers.
import type { OfficePage, ServiceChange } from './words';

/** Which page a frame begins with. */
export type PreviewState = 'booking' | 'time' | 'details' | 'booked' | 'waiting';

/** What is typed and not saved; left out means as it is saved. */
export interface PreviewDraft {
  office?: Partial<OfficePage>;
  /** With an id that the office does not know it is a new service. */
  service?: ServiceChange & { id: string };
}

/** From the settings page into the frame. Another `version` says that something was saved: the server is asked afresh. */
export interface PreviewMessage extends PreviewDraft {
  type: 'frontdesk.preview';
  version?: number;
}

/** From the frame to the settings page: now is the time to say what is typed. */
export const PREVIEW_READY = 'frontdesk.preview.ready';

/** The frame's name stays whatever is clicked in it, so that it never turns into a page that books. */
export const PREVIEW_FRAME = 'frontdesk-preview';

function framedByUs(): boolean {
  if (window.parent === window) return false;
  try {
    return window.parent.location.origin === window.location.origin;
  } catch {
    return false;
  }
}

export const previewAsked = new URLSearchParams(window.location.search).get('preview');
export const inPreview = framedByUs() && (previewAsked !== null || window.name === PREVIEW_FRAME);

export interface Asked {
  method: string;
  path: string;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** Answers instead of the server; `proceed` asks the server. */
export type Answering = (asked: Asked, proceed: () => Promise<unknown>) => Promise<unknown>;

let answering: Answering | null = null;

export function answerWith(answer: Answering): void {
  answering = answer;
}

export function previewAnswer(): Answering | null {
  return answering;
}

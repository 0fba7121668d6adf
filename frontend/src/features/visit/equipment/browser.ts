// Which browser this is, only to say where its switches are. What it can do is always tried, never guessed.

export type BrowserName = 'chrome' | 'edge' | 'firefox' | 'safari' | 'samsung' | 'other';
export type SystemName = 'ios' | 'android' | 'mac' | 'windows' | 'other';

export interface Browser {
  name: BrowserName;
  system: SystemName;
  /** Inside another app, such as a messenger: such windows often may not use devices at all. */
  inApp: boolean;
}

const IN_APP =
  /FBAN|FBAV|FB_IAB|Instagram|Line\/|MicroMessenger|WhatsApp|Snapchat|TikTok|musical_ly|GSA\/|LinkedInApp|; wv\)/;

function systemOf(agent: string, touchPoints: number): SystemName {
  if (/iPhone|iPad|iPod/.test(agent)) return 'ios';
  if (/Android/.test(agent)) return 'android';
  // An iPad says it is a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(agent)) return touchPoints > 1 ? 'ios' : 'mac';
  return /Windows/.test(agent) ? 'windows' : 'other';
}

function nameOf(agent: string): BrowserName {
  if (/Edg(e|A|iOS)?\//.test(agent)) return 'edge';
  if (/SamsungBrowser\//.test(agent)) return 'samsung';
  if (/OPR\/|OPiOS\//.test(agent)) return 'other';
  if (/Firefox\/|FxiOS\//.test(agent)) return 'firefox';
  if (/Chrome\/|Chromium\/|CriOS\//.test(agent)) return 'chrome';
  return /Safari\//.test(agent) && /Version\//.test(agent) ? 'safari' : 'other';
}

export function browserOf(agent: string, touchPoints = 0): Browser {
  const system = systemOf(agent, touchPoints);
  const name = nameOf(agent);
  // On iOS a browser of its own name or Safari says "Safari/" or its mark; a bare web view says neither.
  const bare = system === 'ios' && !/Safari\//.test(agent);
  return { name, system, inApp: bare || IN_APP.test(agent) };
}

export function thisBrowser(): Browser {
  return browserOf(navigator.userAgent, navigator.maxTouchPoints);
}

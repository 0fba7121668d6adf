// When camera and sound were last tested in this browser, and whether all was well.
const REMEMBERED = 'frontdesk.devices.tested';

export interface Tested {
  /** Milliseconds since 1970, by this browser's clock. */
  at: number;
  works: boolean;
}

export function lastTest(): Tested | null {
  const [at, works] = (localStorage.getItem(REMEMBERED) ?? '').split(' ');
  const moment = Number(at);
  return moment > 0 ? { at: moment, works: works === 'works' } : null;
}

export function rememberTest(works: boolean): void {
  localStorage.setItem(REMEMBERED, `${Date.now()} ${works ? 'works' : 'trouble'}`);
}

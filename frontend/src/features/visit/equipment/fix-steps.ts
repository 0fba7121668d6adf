// The steps that put a blocked device right, for exactly this browser. Texts are `fix.<recipe>.<step>` of `visit`.
import type { Browser } from './browser';

export type Recipe =
  | 'chromeComputer'
  | 'edgeComputer'
  | 'firefoxComputer'
  | 'safariMac'
  | 'safariIos'
  | 'appIos'
  | 'chromeAndroid'
  | 'firefoxAndroid'
  | 'samsungAndroid'
  | 'otherBrowser'
  | 'inApp'
  | 'systemMac'
  | 'systemWindows'
  | 'systemOther';

/** What a step shows beside its words. */
export type Drawing = 'address' | 'addressBlocked' | 'switch' | null;

export interface Fix {
  recipe: Recipe;
  /** One entry for each step before the last; the last is always to come back. */
  steps: readonly Drawing[];
  /** The page must be loaded again: this browser keeps its refusal until then. */
  reload: boolean;
}

const fix = (recipe: Recipe, steps: readonly Drawing[], reload = false): Fix => ({ recipe, steps, reload });

/** `bySystem`: the browser itself may not use the device, whatever it was told about this page. */
export function fixFor(browser: Browser, bySystem: boolean): Fix {
  if (browser.inApp) return fix('inApp', [null, null]);
  if (bySystem) return systemFix(browser);
  if (browser.system === 'ios')
    return browser.name === 'safari' ? fix('safariIos', ['address', null]) : fix('appIos', [null, 'switch']);
  if (browser.system === 'android') return androidFix(browser);
  switch (browser.name) {
    case 'chrome':
      return fix('chromeComputer', ['address', 'switch']);
    case 'edge':
      return fix('edgeComputer', ['address', null]);
    case 'firefox':
      return fix('firefoxComputer', ['addressBlocked', null], true);
    case 'safari':
      return fix('safariMac', [null, null]);
    default:
      return fix('otherBrowser', ['address', null]);
  }
}

function systemFix({ system, name }: Browser): Fix {
  if (system === 'mac') return fix('systemMac', [null, 'switch'], name !== 'safari');
  if (system === 'windows') return fix('systemWindows', [null, 'switch']);
  if (system === 'ios') return fix('appIos', [null, 'switch']);
  return fix('systemOther', [null, null]);
}

function androidFix({ name }: Browser): Fix {
  if (name === 'firefox') return fix('firefoxAndroid', ['address', null], true);
  if (name === 'samsung') return fix('samsungAndroid', ['address', null]);
  return fix('chromeAndroid', ['address', 'switch']);
}

/** The browser's own name for texts; null when it has none that people know. */
export function spokenBrowser({ name }: Browser): string | null {
  const names = {
    chrome: 'Chrome',
    edge: 'Edge',
    firefox: 'Firefox',
    safari: 'Safari',
    samsung: 'Samsung Internet',
    other: null,
  };
  return names[name];
}

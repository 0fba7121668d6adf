import { describe, expect, it } from 'vitest';
import texts from '../../../locales/en/visit.json';
import { browserOf } from './browser';
import { type Fix, fixFor } from './fix-steps';

const AGENTS = {
  chromeWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  edgeWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
  firefoxMac: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0',
  safariMac:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15',
  safariIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Mobile/15E148 Safari/604.1',
  chromeIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.0.0 Mobile/15E148 Safari/604.1',
  webViewIphone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS]',
  chromeAndroid:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  samsung:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  firefoxAndroid: 'Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0',
  webViewAndroid:
    'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36',
  operaWindows:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0',
} as const;

it.each<[keyof typeof AGENTS, Fix['recipe'], Fix['recipe']]>([
  ['chromeWindows', 'chromeComputer', 'systemWindows'],
  ['edgeWindows', 'edgeComputer', 'systemWindows'],
  ['firefoxMac', 'firefoxComputer', 'systemMac'],
  ['safariMac', 'safariMac', 'systemMac'],
  ['safariIphone', 'safariIos', 'appIos'],
  ['chromeIphone', 'appIos', 'appIos'],
  ['webViewIphone', 'inApp', 'inApp'],
  ['chromeAndroid', 'chromeAndroid', 'systemOther'],
  ['samsung', 'samsungAndroid', 'systemOther'],
  ['firefoxAndroid', 'firefoxAndroid', 'systemOther'],
  ['webViewAndroid', 'inApp', 'inApp'],
  ['operaWindows', 'otherBrowser', 'systemWindows'],
])('%s is helped by %s, or %s when the system forbids it', (agent, page, system) => {
  const browser = browserOf(AGENTS[agent]);
  expect(fixFor(browser, false).recipe).toBe(page);
  expect(fixFor(browser, true).recipe).toBe(system);
});

it('knows an iPad that says it is a Mac', () => {
  expect(browserOf(AGENTS.safariMac, 5).system).toBe('ios');
  expect(fixFor(browserOf(AGENTS.safariMac, 5), false).recipe).toBe('safariIos');
});

describe('the texts', () => {
  const recipes: Record<string, Record<string, string>> = texts.fix.recipes;
  const all = Object.values(AGENTS).flatMap((agent) =>
    [true, false].map((bySystem) => fixFor(browserOf(agent), bySystem)),
  );

  it.each(all.map((found) => [found.recipe, found.steps.length] as const))('%s has %d steps', (recipe, count) => {
    const steps = Object.keys(recipes[recipe] ?? {}).filter((key) => key.startsWith('step'));
    expect(steps).toHaveLength(count);
  });
});

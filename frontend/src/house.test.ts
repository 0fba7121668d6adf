// The order of the house: app → features → ui, api, one way; no feature looks into another; no barrel files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

const SOURCE = resolve('src');

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesIn(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

const files = filesIn(SOURCE);

/** What a file imports of our own, relative to src: "ui/button". */
function importsOf(path: string): string[] {
  const code = readFileSync(path, 'utf8');
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, target = '']) =>
    relative(SOURCE, resolve(dirname(path), target)),
  );
}

const placeOf = (path: string) => path.split('/')[0] ?? '';
const featureOf = (path: string) => (path.startsWith('features/') ? path.split('/')[1] : null);

const MAY_IMPORT: Record<string, string[]> = {
  app: ['app', 'features', 'ui', 'api', 'locales'],
  features: ['features', 'ui', 'api', 'locales'],
  ui: ['ui', 'api'],
  api: ['api'],
  boot: ['boot'],
};

it('is imported downstairs only', () => {
  const wrong: string[] = [];
  for (const path of files) {
    const own = relative(SOURCE, path);
    const allowed = MAY_IMPORT[placeOf(own)];
    if (!allowed || /\.test\.tsx?$/.test(own)) continue;
    for (const target of importsOf(path)) {
      const feature = featureOf(target);
      if (!allowed.includes(placeOf(target))) wrong.push(`${own} imports ${target}`);
      else if (feature && featureOf(own) && feature !== featureOf(own)) wrong.push(`${own} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

it('has no barrel files', () => {
  expect(files.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
});

it('begins with the line that keeps foreign fonts out', () => {
  expect(readFileSync('src/main.tsx', 'utf8')).toMatch(/^import '\.\/boot\/fabric-config';/);
});

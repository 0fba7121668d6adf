// Weighs the built pages: the JavaScript each consumer page must have before it shows, gzipped, against its budget; and
// looks whether any of them reaches what belongs behind the door of the visit. Run after `npm run build`.
//
//   npm run size [-- DIRECTORY]
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_BYTES = 140_000;

/** A page is the entry and its own modules. Texts are JSON and not weighed. */
const BOOKING = 'src/features/booking/booking-page.tsx';
const PAGES = {
  '/': ['src/features/booking/welcome.tsx'],
  '/book/… service, person': [BOOKING],
  '/book/… time': [BOOKING, 'src/features/booking/choose-time.tsx'],
  '/book/… details': [BOOKING, 'src/features/booking/details/your-details.tsx'],
  '/book/… booked': [BOOKING, 'src/features/booking/booked.tsx'],
  '/visit': ['src/features/visit/paste-page.tsx'],
  '/v': ['src/features/visit/link-page.tsx'],
};
const ALWAYS = ['index.html'];

/** Packages that consumer pages must not reach before the call; exact names or everything of a scope. */
const KEPT_OUT = [/^@azure\//, /^@fluentui\/react$/, /^@fluentui-contrib\//, /^recharts$/, /^@fullcalendar\//];

/** Never in the default build: its licence is not ours to pass on. */
const PROPRIETARY = [/^@azure\/communication-calling$/, /^@azure\/communication-calling-effects$/];

const web = process.argv[2] ?? fileURLToPath(new URL('../../platform/frontdesk/web', import.meta.url));
const manifestPath = `${web}/.vite/manifest.json`;
if (!existsSync(manifestPath)) {
  console.error(`No build in ${web}: run "npm run build" first.`);
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const packages = JSON.parse(readFileSync(`${web}/.vite/packages.json`, 'utf8'));

/** All chunks a module needs at once: itself and what it imports, not what it may load later. */
function reach(name, found = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The build has no ${name}; has the page moved? Mend PAGES in scripts/size.mjs.`);
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) reach(imported, found);
  return found;
}

// biome-ignore lint/suspicious/noConsole: the table is what this script is for
const say = (line) => console.log(line);
const weightOf = (file) => gzipSync(readFileSync(`${web}/${file}`), { level: 9 }).length;
const problems = [];

for (const [page, modules] of Object.entries(PAGES)) {
  const files = new Set();
  for (const name of [...ALWAYS, ...modules]) reach(name, files);
  const scripts = [...files].filter((file) => file.endsWith('.js'));
  const weight = scripts.reduce((sum, file) => sum + weightOf(file), 0);
  const over = weight > BUDGET_BYTES;
  say(`${over ? 'over' : 'ok  '}  ${(weight / 1000).toFixed(1).padStart(6)} kB  ${page}`);
  if (over) problems.push(`${page} weighs ${weight} bytes; ${BUDGET_BYTES} are allowed.`);
  for (const file of scripts) {
    for (const name of packages[file] ?? []) {
      if (KEPT_OUT.some((pattern) => pattern.test(name))) problems.push(`${page} reaches ${name} in ${file}.`);
    }
  }
}

for (const [file, names] of Object.entries(packages)) {
  for (const name of names) {
    if (PROPRIETARY.some((pattern) => pattern.test(name))) problems.push(`${file} holds code of ${name}.`);
  }
}

/** Files that import each other in a circle may run before what they need is there. */
function circle(name, path = [], done = new Set()) {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  if (done.has(name)) return null;
  for (const imported of manifest[name]?.imports ?? []) {
    const found = circle(imported, [...path, name], done);
    if (found) return found;
  }
  done.add(name);
  return null;
}

for (const name of Object.keys(manifest)) {
  const found = circle(name);
  if (found) {
    problems.push(`Files import each other in a circle: ${found.map((part) => manifest[part].file).join(' → ')}`);
    break;
  }
}

for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);

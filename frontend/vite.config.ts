// Builds the pages into the Python package. In mode `acs` the calling SDK becomes a lazy chunk of its own; in every other
// mode a stub stands in its place, so that nothing of it is shipped.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const CALLING_SHIM = at('./src/features/visit/stage/acs-calling-shim.ts');
const CALLING_ABSENT = at('./src/features/visit/stage/acs-calling-absent.ts');
const CALLING_SDK = at('./node_modules/@azure/communication-calling/dist-esm/sdk.bundle.js');

/** React's own; the newer one beside it, which Fluent would take, would be a second copy on every page. */
const SCHEDULER = at('./node_modules/react-dom/node_modules/scheduler');

const ICONS = at('./node_modules/@fluentui/react-icons/lib/atoms/svg/');

const CREATE_ICON = at('./node_modules/@fluentui/react-icons/lib/utils/createFluentIcon.js');

/** "CalendarAdd20Regular" lives in calendar-add.js, with its other sizes. */
function iconFile(icon: string): string {
  const name = icon.replace(/\d*(Regular|Filled|Light|Color)$/, '');
  return name.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-zA-Z])(?=\d)/g, '-').toLowerCase();
}

/**
 * Our imports of icons, each a module of its own: from the package's files, which hold all sizes of an icon, pages would
 * share what others need of it.
 */
function iconsOneByOne(): Plugin {
  const imports = /import \{([^}]*)\} from '@fluentui\/react-icons';/g;
  return {
    name: 'icons-one-by-one',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source) => (source.startsWith(ICONS) && source.includes('?icon=') ? source : null),
    load(id) {
      const [file = '', icon] = id.split('?icon=');
      if (!icon || !file.startsWith(ICONS)) return null;
      const code = readFileSync(file, 'utf8');
      const own = code.split('\n').find((line) => line.startsWith(`export const ${icon} =`));
      return own ? `import { createFluentIcon } from '${CREATE_ICON}';\n${own}` : code;
    },
    transform(code, id) {
      if (id.includes('/node_modules/') || !imports.test(code)) return null;
      const oneByOne = (whole: string, names: string) => {
        const icons = names
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
        if (!icons.every((icon) => existsSync(`${ICONS}${iconFile(icon)}.js`))) return whole;
        return icons.map((icon) => `import { ${icon} } from '${ICONS}${iconFile(icon)}.js?icon=${icon}';`).join('');
      };
      return { code: code.replace(imports, oneByOne), map: null };
    },
  };
}

/** Writes which npm packages each chunk holds, beside the manifest: what `npm run size` judges by. */
function packagesOfChunks(): Plugin {
  const packageOf = (module: string) => module.match(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
  return {
    name: 'packages-of-chunks',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const packages = Object.fromEntries(
        chunks.map(({ fileName, moduleIds }) => [
          fileName,
          [...new Set(moduleIds.map(packageOf).filter((name) => name !== undefined))].sort(),
        ]),
      );
      this.emitFile({ type: 'asset', fileName: '.vite/packages.json', source: JSON.stringify(packages, null, 2) });
    },
  };
}

/**
 * What every page needs, in one file: in a hundred small ones it would compress a tenth worse. Nothing in here may import
 * what is outside, or files would wait for each other in a circle (`npm run size` looks for that).
 */
const GROUND = new RegExp(
  [
    '/node_modules/(react|react-dom|scheduler|react-router|cookie|i18next|react-i18next|@tanstack/[^/]+|@griffel/[^/]+)/',
    '/node_modules/(stylis|rtl-css-js|@emotion/hash|keyborg|use-sync-external-store|@swc/helpers)/',
    '/node_modules/@fluentui/(react-provider|react-shared-contexts|react-jsx-runtime)/',
    '/node_modules/@fluentui/react-utilities/lib/(compose|ssr)/',
    '/node_modules/@fluentui/react-utilities/lib/hooks/(useId|useIsomorphicLayoutEffect|useMergedRefs)\\.',
    '/node_modules/@fluentui/react-utilities/lib/utils/(properties|getNativeElementProps|isHTMLElement)\\.',
    '/node_modules/@fluentui/react-tabster/lib/(focus/(constants|focusVisiblePolyfill)|hooks/useFocusVisible)\\.',
    '/node_modules/@fluentui/react-icons/lib/(core|utils|contexts)/',
    '/src/locales/',
    '/src/app/(consumer-shell|error-boundary|error-page|i18n|providers)\\.',
    '/src/api/(client|problem|server-clock|session-query|preview|booking-contact)\\.',
    '/src/ui/(avatar|button|card|chip|density|empty|frame|heading|key|live-region|logo|moment|notice|oklch|opening-hours)\\.',
    '/src/ui/(page|problem-card|rich|screen|spinner|text|text-link|theme|theme-base|tokens|use-media|use-spelling|wall)\\.',
  ].join('|'),
);

/** The details have parts of their own, which the steps before need not wait for. */
const BOOKING = /\/src\/features\/booking\/(?!routes|details\/)/;

/**
 * Whose further files are named beside the import, to be fetched side by side. Names of all staff pages' files would be two
 * kilobytes of every consumer's first download; staff wait one round trip instead, once.
 */
const STAFF = /\/(session|staff-page)-/;

type Importers = (id: string) => { importers: string[] } | null;

/** The chunk a module is put into by name, icons with the parts that show them; all others find their own. */
function chunkOf(id: string, infoOf: Importers): 'ground' | 'booking' | null {
  const icon = id.includes('/@fluentui/react-icons/lib/atoms/svg/');
  const places = icon ? (infoOf(id)?.importers ?? []) : [id];
  if (places.some((place) => GROUND.test(place))) return 'ground';
  if (!places.some((place) => BOOKING.test(place))) return null;
  // An icon of booking and of other features would be a file of its own, mostly wrapping.
  return places.every((place) => BOOKING.test(place)) ? 'booking' : 'ground';
}

export default defineConfig(({ mode }) => {
  const settings = loadEnv(mode, at('.'), ['API_', 'OUT_']);
  const server = settings.API_ORIGIN ?? 'http://localhost:8000';
  return {
    plugins: [iconsOneByOne(), react(), packagesOfChunks()],
    build: {
      outDir: settings.OUT_DIR ?? at('../platform/frontdesk/web'),
      emptyOutDir: true,
      manifest: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, found) => (found.some((file) => STAFF.test(file)) ? [] : found),
      },
      chunkSizeWarningLimit: 8000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: (id, context) =>
                  chunkOf(id, (known) => context.getModuleInfo(known)) === 'ground' ? 'ground' : null,
                includeDependenciesRecursively: false,
              },
              {
                name: (id, context) =>
                  chunkOf(id, (known) => context.getModuleInfo(known)) === 'booking' ? 'booking' : null,
                // What one step alone needs comes with that step.
                minShareCount: 2,
                includeDependenciesRecursively: false,
              },
            ],
          },
        },
      },
    },
    resolve: {
      dedupe: ['react', 'react-dom', '@fluentui/react', '@fluentui/react-components'],
      alias: [
        { find: /^acs-calling-sdk$/, replacement: mode === 'acs' ? CALLING_SDK : CALLING_ABSENT },
        { find: /^@azure\/communication-calling$/, replacement: CALLING_SHIM },
        ...(existsSync(SCHEDULER) ? [{ find: /^scheduler$/, replacement: SCHEDULER }] : []),
      ],
    },
    server: {
      port: 5173,
      proxy: { '/api': { target: server, changeOrigin: false }, '/hooks': { target: server, changeOrigin: false } },
    },
  };
});

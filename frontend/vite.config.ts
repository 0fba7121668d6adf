// Builds the pages into the Python package. In mode `acs` the calling SDK becomes a lazy chunk of its own; in every other
// mode a stub stands in its place, so that nothing of it is shipped.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const CALLING_SHIM = at('./src/features/visit/stage/acs-calling-shim.ts');
const CALLING_ABSENT = at('./src/features/visit/stage/acs-calling-absent.ts');
const CALLING_SDK = at('./node_modules/@azure/communication-calling/dist-esm/sdk.bundle.js');

const ICONS = at('./node_modules/@fluentui/react-icons/lib/atoms/svg/');

/** "CalendarAdd20Regular" lives in calendar-add.js, with its other sizes. */
function iconFile(icon: string): string {
  const name = icon.replace(/\d*(Regular|Filled|Light|Color)$/, '');
  return name.replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-zA-Z])(?=\d)/g, '-').toLowerCase();
}

/** Our imports of icons, each from its own small file: from the package's big ones, pages would share each other's icons. */
function iconsOneByOne(): Plugin {
  const imports = /import \{([^}]*)\} from '@fluentui\/react-icons';/g;
  return {
    name: 'icons-one-by-one',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (id.includes('/node_modules/') || !imports.test(code)) return null;
      const oneByOne = (whole: string, names: string) => {
        const icons = names
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean);
        if (!icons.every((icon) => existsSync(`${ICONS}${iconFile(icon)}.js`))) return whole;
        return icons.map((icon) => `import { ${icon} } from '@fluentui/react-icons/svg/${iconFile(icon)}';`).join('');
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

/** What every page needs, its own code apart, in one file: in a hundred small ones it would compress a tenth worse. */
const GROUND = new RegExp(
  [
    '/node_modules/(react|react-dom|scheduler|react-router|cookie|i18next|react-i18next|@tanstack/[^/]+|@griffel/[^/]+)/',
    '/node_modules/(stylis|rtl-css-js|@emotion/hash|keyborg|use-sync-external-store|@fluentui/react-provider)/',
    '/src/boot/',
    '/src/api/(client|problem|server-clock)\\.',
    '/src/app/(consumer-shell|error-boundary|error-page|features|i18n|providers|router)\\.',
    '/src/ui/(avatar|button|card|chip|density|empty|frame|heading|key|live-region|logo|moment|notice|oklch|opening-hours)\\.',
    '/src/ui/(page|problem-card|rich|screen|spinner|text|text-link|theme|theme-base|tokens|use-media|use-spelling|wall)\\.',
  ].join('|'),
);

type Importers = (id: string) => { importers: string[] } | null;

/** The ground itself, and the icons of its parts. */
function isGround(id: string, infoOf: Importers): boolean {
  if (GROUND.test(id)) return true;
  if (!id.includes('/@fluentui/react-icons/lib/atoms/svg/')) return false;
  return infoOf(id)?.importers.some((importer) => GROUND.test(importer)) ?? false;
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
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 8000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: (id, context) => (isGround(id, (known) => context.getModuleInfo(known)) ? 'ground' : null),
                includeDependenciesRecursively: false,
              },
              {
                name: 'booking',
                test: /\/src\/features\/booking\//,
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
      ],
    },
    server: {
      port: 5173,
      proxy: { '/api': { target: server, changeOrigin: false }, '/hooks': { target: server, changeOrigin: false } },
    },
  };
});

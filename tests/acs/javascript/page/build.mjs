// Bundles the page with the browser builds of Azure's SDKs: node build.mjs OUT_DIR
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const frontend = fileURLToPath(new URL('../../../../frontend/', import.meta.url));
const require = createRequire(`${frontend}package.json`);
const { build } = await import(pathToFileURL(require.resolve('vite')).href);
const sdk = (name) => `${frontend}node_modules/@azure/${name}`;

await build({
  root: frontend,
  configFile: false,
  logLevel: 'warn',
  resolve: {
    alias: {
      '@azure/communication-chat': sdk('communication-chat'),
      '@azure/communication-common': sdk('communication-common'),
    },
  },
  build: {
    outDir: process.argv[2],
    emptyOutDir: true,
    minify: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      input: fileURLToPath(new URL('./main.js', import.meta.url)),
      output: { entryFileNames: 'page.js' },
    },
  },
});

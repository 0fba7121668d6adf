// Builds the harness with the product's own Vite configuration: node build.mjs OUT_DIR [MODE]
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [outDir, mode = 'production'] = process.argv.slice(2);
const frontend = fileURLToPath(new URL('../../../../frontend/', import.meta.url));
const require = createRequire(`${frontend}package.json`);
const { build } = await import(pathToFileURL(require.resolve('vite')).href);

await build({
  root: frontend,
  configFile: `${frontend}vite.config.ts`,
  mode,
  logLevel: 'warn',
  build: {
    outDir,
    emptyOutDir: true,
    rolldownOptions: {
      input: fileURLToPath(new URL('./main.tsx', import.meta.url)),
      output: { entryFileNames: 'harness.js' },
    },
  },
});

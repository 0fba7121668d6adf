// Builds the pages into the Python package. In mode `acs` the calling SDK becomes a lazy chunk of its own; in every other
// mode a stub stands in its place, so that nothing of it is shipped.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const CALLING_SHIM = at('./src/features/visit/stage/acs-calling-shim.ts');
const CALLING_ABSENT = at('./src/features/visit/stage/acs-calling-absent.ts');
const CALLING_SDK = at('./node_modules/@azure/communication-calling/dist-esm/sdk.bundle.js');

export default defineConfig(({ mode }) => {
  const settings = loadEnv(mode, at('.'), ['API_', 'OUT_']);
  const server = settings.API_ORIGIN ?? 'http://localhost:8000';
  return {
    plugins: [react()],
    build: {
      outDir: settings.OUT_DIR ?? at('../platform/frontdesk/web'),
      emptyOutDir: true,
      manifest: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 8000,
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

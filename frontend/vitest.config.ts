import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node', // what needs a page says so in its first line: making one takes longer than most tests
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,bin,scripts,components,app}/**/*.test.{ts,tsx}'],
    // Parity suites start real Helm processes; on a busy two-core machine one of them can take seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
  resolve: { alias: { '@': import.meta.dirname } },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/plane/**/*.test.ts'],
    // Real programs: one file at a time, with room for a busy machine.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

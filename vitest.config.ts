import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores, and many tests start servers of their own: more workers only make them wait for each other.
    maxWorkers: 2,
    reporters: ['default'],
  },
});

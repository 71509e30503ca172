import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Ink draws no frame where it finds itself in CI; what is tested here is what people see.
    env: { CI: 'false', CONTINUOUS_INTEGRATION: 'false' },
    setupFiles: ['test/support/fixed-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores, and many tests start servers of their own: more workers only make them wait for each other.
    maxWorkers: 2,
    reporters: ['default'],
  },
});

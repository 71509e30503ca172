import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Ink draws no frame where it finds itself in CI; what is tested here is what people see.
    env: { CI: 'false', CONTINUOUS_INTEGRATION: 'false' },
    setupFiles: ['test/support/fixed-seed.ts'],
    // None of these is about speed: they end what hangs, on a machine as busy as may be.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // Two cores, and much of the time is waiting for servers: three workers take 0.78 of the time of two.
    maxWorkers: 3,
    reporters: ['default'],
  },
});

import { defineConfig } from 'vitest/config';
import { tellFlaky } from './test/support/tell-flaky.ts';

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
    // Servers, processes and terminals are real, and so are their races. What passes at the second try only is named at the end.
    retry: 1,
    reporters: ['default', tellFlaky],
  },
});

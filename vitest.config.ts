import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Ink draws no frame where it finds itself in CI; what is tested here is what people see.
    env: { CI: 'false', CONTINUOUS_INTEGRATION: 'false' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // On two cores: much of a test is waiting for servers and hosts, so a third takes 462 s down to 352. More only wait for each other.
    maxWorkers: 3,
    reporters: ['default'],
  },
});

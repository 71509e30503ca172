import { defineConfig } from 'vitest/config';

/** Long and random, and not part of `npm test`: `npm run test:soak`. */
export default defineConfig({
  test: { include: ['test/soak/*.soak.ts'], maxWorkers: 1, reporters: ['default'] },
});

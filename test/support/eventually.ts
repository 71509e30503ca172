import { vi } from 'vitest';

/** Tries again until nothing is thrown, and gives back what came of it; gives up only where it hangs. */
export function eventually<T>(attempt: () => T | Promise<T>, interval = 20): Promise<T> {
  return vi.waitFor(attempt, { timeout: 60_000, interval });
}

import { setTimeout as pause } from 'node:timers/promises';
import { putSign, TURN } from '../support/free-ports.ts';

/**
 * Runs what makes a new cluster on this machine while no other test worker does: each takes the first six ports that are
 * free when it looks, and would find them taken by the time that its servers start.
 */
export async function aloneHere<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const turn = await putSign(TURN);
    if (!turn) {
      await pause(50);
      continue;
    }
    try {
      return await work();
    } finally {
      turn.close();
    }
  }
}

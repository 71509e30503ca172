import { setTimeout as pause } from 'node:timers/promises';
import { holdPort } from '../../source/hosts/hold-port.ts';
import { TURN } from '../support/free-ports.ts';

/**
 * Does what finds six free ports for `up --here`, up to where its servers listen on them, while no other test worker does: each
 * takes the first that are free when it looks, and would find them taken a moment later. A cluster that is down and is to come back
 * must not lose its ports either: what takes it down and what brings it back are one piece of work.
 */
export async function aloneHere<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    const giveBack = await holdPort(TURN);
    if (!giveBack) {
      await pause(50);
      continue;
    }
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}

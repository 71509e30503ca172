import { setTimeout as pause } from 'node:timers/promises';
import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { type Failure, toFailure } from '../cluster/failure.ts';
import type { OpenNodeClient } from '../cluster/node-client.ts';
import { GuideFailure } from './guide-failure.ts';

/** How often a node that does not answer yet is asked again: milliseconds. */
const INTERVAL_MS = 100;
/** How long a node may take to answer its first PING, the loading of its data aside: seconds. */
const PATIENCE_S = 30;

/** What is behind a node: a process, or a container. */
export interface NodeWatch {
  /** The failure that says so when it ended or crashes; null while it runs. */
  findEnd(): Promise<Failure | null>;
  /** The last lines of its log. */
  readLog(): Promise<string>;
}

/**
 * Waits until a node answers PING with our password. One that is loading its data is waited for as long as it says so.
 * Throws a refused password at once, what `watch` finds, or `node-not-up`.
 */
export async function awaitNode(
  address: NodeAddress,
  openClient: OpenNodeClient,
  watch: NodeWatch,
  signal: AbortSignal,
): Promise<void> {
  let deadline = Date.now() + PATIENCE_S * 1000;
  for (;;) {
    const refusal = await ping(address, openClient, signal);
    if (refusal === null) return;
    signal.throwIfAborted();
    if (HOPELESS.has(refusal.id)) throw refusal;
    if (refusal.id === 'node-loading') deadline = Date.now() + PATIENCE_S * 1000;
    const end = await watch.findEnd();
    if (end) throw end;
    if (Date.now() > deadline) {
      const facts = { node: formatAddress(address), seconds: PATIENCE_S, log: await watch.readLog() };
      throw new GuideFailure('node-not-up', facts, { cause: refusal });
    }
    await pause(INTERVAL_MS, undefined, { signal });
  }
}

/** Refusals that waiting does not mend. */
const HOPELESS: ReadonlySet<string> = new Set(['auth-needed', 'auth-wrong', 'not-redis']);

/** Null when the node answers; otherwise what it says. */
async function ping(
  address: NodeAddress,
  openClient: OpenNodeClient,
  signal: AbortSignal,
): Promise<Failure | null> {
  try {
    const client = await openClient(address, signal);
    try {
      await client.call('PING');
    } finally {
      client.close();
    }
    return null;
  } catch (thrown) {
    return toFailure(thrown);
  }
}

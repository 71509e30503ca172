import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '../../hosts/host.ts';
import { GuideFailure } from '../guide-failure.ts';
import { settle } from '../settle-all.ts';
import { formatHolder, type Holder, hasDied, parseHolder, thisHolder } from './holder.ts';
import { KEEP_LOCK, RELEASE_LOCK, TAKE_LOCK } from './lock-scripts.ts';

/** Milliseconds between two signs of life. */
const BEAT_MS = 10_000;
/** Seconds without one after which a holder is taken for dead. */
const PATIENCE_S = 30;
/** Milliseconds between two tries while another run goes on. */
const INTERVAL_MS = 2000;
const TRY_LATER = 75;

/** Somebody else is at work there. */
export interface Occupied {
  host: string;
  holder?: Holder;
}

export interface LockOptions {
  /** What is set up: two runs for the same directory are in each other's way. */
  directory: string;
  /** `up`, `down`: for those who find it locked. */
  command: string;
}

/**
 * Keeps a second run off the hosts while one is at work: a lock on every host, all of them or none, so that two runs never wait
 * for each other. A holder that died is recognised: at once on this machine, elsewhere by half a minute of silence.
 */
export class ClusterLock {
  readonly #path: string;
  readonly #token = randomUUID();
  readonly #holder: Holder;
  readonly #held = new Map<string, Host>();
  #beating: NodeJS.Timeout | undefined;

  constructor({ directory, command }: LockOptions) {
    const name = createHash('sha256').update(directory).digest('hex').slice(0, 12);
    // Not in the directory itself: that may not be there yet, and nothing is left behind in it.
    this.#path = `/tmp/slotsh-${name}.lock`;
    this.#holder = thisHolder(command);
  }

  /**
   * Takes the lock on hosts that were just connected to; on one that was held before its connection was lost, it still is.
   * @param onWait called for every try while others are at work; left out, nobody waits
   * @throws {Failure} `hosts-locked` (exit code 3); the signal's reason; what hosts throw
   */
  async take(hosts: readonly Host[], signal: AbortSignal, onWait?: (by: Occupied) => void): Promise<void> {
    for (;;) {
      const occupied = await this.#tryAll(hosts, signal);
      if (!occupied) break;
      await this.release();
      if (!onWait) throw lockedBy(occupied);
      onWait(occupied);
      await pause(INTERVAL_MS, undefined, { signal });
    }
    this.#beating ??= setInterval(() => void this.#beat(), BEAT_MS).unref();
  }

  /** Gives back what is held. Never rejects: what a dead host keeps grows old. */
  async release(): Promise<void> {
    clearInterval(this.#beating);
    this.#beating = undefined;
    const hosts = [...this.#held.values()];
    this.#held.clear();
    await settle(hosts.map(host => host.runScript(RELEASE_LOCK, [this.#path, this.#token])));
  }

  async #tryAll(hosts: readonly Host[], signal: AbortSignal): Promise<Occupied | undefined> {
    const tries = await Promise.all(hosts.map(host => this.#try(host, signal)));
    return tries.find(found => found !== undefined);
  }

  async #try(host: Host, signal: AbortSignal, dead?: string): Promise<Occupied | undefined> {
    const args = [this.#path, this.#token, formatHolder(this.#holder), String(PATIENCE_S), dead ?? ''];
    const { code, stdout } = await host.runScript(TAKE_LOCK, args, { signal });
    if (code !== TRY_LATER) {
      this.#held.set(host.address, host);
      return undefined;
    }
    const [token = '', line = ''] = stdout.split('\n');
    const holder = parseHolder(line);
    if (holder && dead === undefined && hasDied(holder)) return this.#try(host, signal, token);
    return { host: host.label, ...(holder && { holder }) };
  }

  async #beat(): Promise<void> {
    await settle([...this.#held.values()].map(host => host.runScript(KEEP_LOCK, [this.#path, this.#token])));
  }
}

function lockedBy({ host, holder }: Occupied): GuideFailure {
  const { user = '', machine = '', pid = 0, command = '', since = '' } = holder ?? {};
  return new GuideFailure('hosts-locked', { host, user, machine, pid, command, since }, { exitCode: 3 });
}

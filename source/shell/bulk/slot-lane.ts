import type { BulkCommand } from './bulk-command.ts';
import { Fifo } from './fifo.ts';

/**
 * A slot whose commands may not simply follow each other at the moment: one was refused, its owner has changed, or a command
 * with several keys is under way. What comes for the slot waits here, in order, until everything of it that is under way
 * was answered. Most slots have no lane most of the time.
 */
export class SlotLane {
  readonly slot: number;
  /** What is to be sent next, in order. */
  readonly waiting = new Fifo<BulkCommand>();
  /** The slot is to be tried with one command at a time: the node said "later", or was gone. */
  isProbing = false;
  /** Since when nothing of the slot could be run, in ms of `performance.now`. */
  stuckSince: number | undefined;
  /** It was waited for long enough: its commands fail at once. */
  isGivenUp = false;
  readonly #refused: BulkCommand[] = [];
  readonly #refusedByKey = new Map<string, BulkCommand[]>();
  readonly #overtaken = new Set<BulkCommand>();

  constructor(slot: number) {
    this.slot = slot;
  }

  /** A command was not run; it goes before everything that waits. */
  refuse(command: BulkCommand): void {
    this.#refused.push(command);
    for (const key of command.keys()) {
      const others = this.#refusedByKey.get(key);
      if (others) others.push(command);
      else this.#refusedByKey.set(key, [command]);
    }
  }

  /**
   * A command ran, or may have, after others before it had been refused: a node changed its mind in between (a failover
   * was over, data had been loaded). Those with the same key cannot be run any more in their order.
   */
  noteRun(command: BulkCommand): void {
    if (this.#refused.length === 0) return;
    for (const key of command.keys()) {
      for (const refused of this.#refusedByKey.get(key) ?? []) {
        if (refused.position < command.position) this.#overtaken.add(refused);
      }
    }
  }

  /** Nothing of the slot is under way any more: the refused ones come first again. Returns those that were overtaken. */
  settle(): BulkCommand[] {
    if (this.#refused.length === 0) return [];
    const refused = this.#refused.splice(0).sort((a, b) => a.position - b.position);
    const overtaken = refused.filter(command => this.#overtaken.has(command));
    this.waiting.unshift(refused.filter(command => !this.#overtaken.has(command)));
    this.#overtaken.clear();
    this.#refusedByKey.clear();
    return overtaken;
  }

  /** Takes everything out that has not run, in order. */
  empty(): BulkCommand[] {
    return [...this.settle(), ...this.waiting.drain()];
  }
}

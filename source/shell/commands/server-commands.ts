import type { NodeConnection } from '../../redis/node-connection.ts';
import { overConnection } from '../nodes/over-connection.ts';
import { type CommandTable, readCommands } from './read-commands.ts';

/** What the cluster's servers say about their commands: read once in a session, in the background, when it is first needed. */
export class ServerCommands {
  readonly #connect: () => Promise<NodeConnection>;
  #loading: Promise<CommandTable | undefined> | undefined;
  #table: CommandTable | undefined;
  readonly #pauseMs: number;
  #failedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param connect opens a connection of our own: on the person's, a MULTI would queue the question
   * @param pauseMs milliseconds after a failure before it is tried again: every key that is pressed asks for it
   */
  constructor(connect: () => Promise<NodeConnection>, pauseMs = 5000) {
    this.#connect = connect;
    this.#pauseMs = pauseMs;
  }

  /** As read; undefined until then, and for a server that will not say. */
  get table(): CommandTable | undefined {
    return this.#table;
  }

  /** Reads it, once; what could not be asked is asked again some seconds later. Never rejects. */
  load(): Promise<CommandTable | undefined> {
    if (!this.#loading && performance.now() - this.#failedAt < this.#pauseMs)
      return Promise.resolve(undefined);
    this.#loading ??= this.#read().catch(() => {
      this.#loading = undefined;
      this.#failedAt = performance.now();
      return undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<CommandTable | undefined> {
    this.#table = await overConnection(this.#connect(), readCommands);
    return this.#table;
  }
}

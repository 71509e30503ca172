import type { NodeConnection } from '../redis/node-connection.ts';
import { type CommandTable, readCommands } from './read-commands.ts';

/** What the cluster's servers say about their commands: read once in a session, in the background, when it is first needed. */
export class ServerCommands {
  readonly #connect: () => Promise<NodeConnection>;
  #loading: Promise<CommandTable | undefined> | undefined;
  #table: CommandTable | undefined;

  /** @param connect opens a connection of our own: on the person's, a MULTI would queue the question */
  constructor(connect: () => Promise<NodeConnection>) {
    this.#connect = connect;
  }

  /** As read; undefined until then, and for a server that will not say. */
  get table(): CommandTable | undefined {
    return this.#table;
  }

  /** Reads it, once; what could not be asked is asked again the next time. Never rejects. */
  load(): Promise<CommandTable | undefined> {
    this.#loading ??= this.#read().catch(() => {
      this.#loading = undefined;
      return undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<CommandTable | undefined> {
    const connection = await this.#connect();
    try {
      this.#table = await readCommands(connection);
      return this.#table;
    } finally {
      connection.close();
    }
  }
}

import type { NodeAddress } from '../cluster/address.ts';
import type { NodeClient, OpenNodeClient, PlainReply } from '../cluster/node-client.ts';
import { NodeNotAnswering } from './command-failure.ts';
import { connectNode } from './connect-node.ts';
import type { ConnectionOptions, NodeConnection, TimedReply } from './node-connection.ts';
import { plainReply } from './plain-reply.ts';

export interface NodeClientOptions extends Omit<ConnectionOptions, 'signal'> {
  /** Milliseconds for each command; 5000 by default. */
  commandTimeoutMs?: number;
}

const DEFAULT_COMMAND_TIMEOUT_MS = 5000;

/** The server's answer was an error; `message` is its text to the letter. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
}

/** Clients for `cluster/`, each on one connection of its own, all with these options. */
export function openNodeClient(options: NodeClientOptions = {}): OpenNodeClient {
  const { commandTimeoutMs = DEFAULT_COMMAND_TIMEOUT_MS, ...connectionOptions } = options;
  return async (address, signal) => {
    const connection = await connectNode(address, { ...connectionOptions, ...(signal && { signal }) });
    return new ConnectedNodeClient(connection, commandTimeoutMs);
  };
}

class ConnectedNodeClient implements NodeClient {
  readonly #connection: NodeConnection;
  readonly #timeoutMs: number;

  constructor(connection: NodeConnection, timeoutMs: number) {
    this.#connection = connection;
    this.#timeoutMs = timeoutMs;
  }

  get address(): NodeAddress {
    return this.#connection.address;
  }

  async call(...args: (string | number)[]): Promise<PlainReply> {
    const { reply } = await this.#within(this.#connection.send(args.map(String)), args);
    if (reply.type === 'error' || reply.type === 'bulk-error') throw new ServerError(reply.value.toString());
    return plainReply(reply);
  }

  close(): void {
    this.#connection.close();
  }

  /** The reply, if it comes in time. The connection stands otherwise: replies are still matched to their commands. */
  async #within(answer: Promise<TimedReply>, args: readonly (string | number)[]): Promise<TimedReply> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new NodeNotAnswering(this.address, commandName(args), this.#timeoutMs));
      }, this.#timeoutMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** The command without its arguments, which may be secrets: `CLUSTER NODES`, `PING`. */
function commandName(args: readonly (string | number)[]): string {
  const words = /^(?:cluster|config|client|acl|script)$/i.test(String(args[0])) ? 2 : 1;
  return args.slice(0, words).join(' ').toUpperCase();
}

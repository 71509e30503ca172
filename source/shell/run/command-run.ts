import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import { type ParsedRedirection, parseRedirection } from '../../cluster/redirection.ts';
import type { ArrivingReply } from '../../redis/arriving-reply.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';
import type { HopEvent } from '../events.ts';
import { maskSecrets } from '../line/secret-arguments.ts';
import { unlessAborted } from '../nodes/unless-aborted.ts';
import type { RunContext } from '../run-command.ts';
import { ShellFailure } from '../shell-failure.ts';

/** One command while it runs: what its parts (connecting, sending, following) have in common. */
export class CommandRun {
  readonly args: readonly Buffer[];
  /** The command as events may show it: without secrets. */
  readonly shown: readonly Buffer[];
  readonly context: RunContext;
  readonly emit: (event: HopEvent) => void;
  readonly signal: AbortSignal | undefined;
  /** Takes a long reply while it comes. */
  readonly onArriving: ((reply: ArrivingReply) => void) | undefined;
  /** Where the command was sent, in order: host:port. */
  readonly visited: string[] = [];
  #prompt: NodeAddress;

  constructor(
    args: readonly Buffer[],
    context: RunContext,
    emit: (event: HopEvent) => void,
    signal?: AbortSignal,
    onArriving?: (reply: ArrivingReply) => void,
  ) {
    this.args = args;
    this.shown = maskSecrets(args);
    this.context = context;
    this.emit = emit;
    this.signal = signal;
    this.onArriving = onArriving;
    this.#prompt = context.state.current ?? context.seed;
  }

  /** The command's name, in capitals. */
  get name(): string {
    return (this.args[0]?.toString() ?? '').toUpperCase();
  }

  /** How many times the command was sent. */
  get hops(): number {
    return this.visited.length;
  }

  /** Where the prompt is, as far as the events have said. */
  get prompt(): NodeAddress {
    return this.#prompt;
  }

  /** The prompt goes to another node, because a MOVED said that the slot is there, or for what is open there. */
  movePrompt(to: NodeAddress, why: 'redirected' | 'pinned' = 'redirected'): void {
    const from = this.#prompt;
    if (sameAddress(from, to)) return;
    this.context.state.moveTo(to);
    this.#prompt = to;
    this.emit({ type: 'node-changed', from, to, why });
  }

  /** Says that the prompt has gone to another node because its own was lost, when that has happened. */
  tellIfLost(): void {
    const from = this.#prompt;
    const to = this.context.state.current;
    if (!to || sameAddress(from, to)) return;
    this.#prompt = to;
    this.emit({ type: 'node-changed', from, to, why: 'node-lost' });
  }

  /** The redirection that a reply is, if it is one. */
  redirectionOf(reply: Reply, { address }: Pick<NodeConnection, 'address'>): ParsedRedirection | undefined {
    if (reply.type !== 'error' || this.context.state.isStandalone) return undefined;
    return parseRedirection(reply.value.toString(), address);
  }

  /**
   * Waits for something unless the person stops the command. With a connection: the command is on its way over it, and
   * closing it is what ends the command on the server (a BLPOP leaves the queue of those who wait).
   */
  whileGoingOn<T>(work: Promise<T>, node: NodeAddress, connection?: NodeConnection): Promise<T> {
    return unlessAborted(work, this.signal, () => {
      if (connection) {
        this.context.pool.drop(node);
        this.context.state.losePins(one => sameAddress(one, node));
      }
      const facts = { command: this.name, node: formatAddress(node), mayHaveRun: connection !== undefined };
      return new ShellFailure('command-interrupted', facts, { exitCode: 130 });
    });
  }
}

import { formatAddress, type NodeAddress, sameAddress } from '../cluster/address.ts';
import { toFailure } from '../cluster/failure.ts';
import { type ParsedRedirection, parseRedirection } from '../cluster/redirection.ts';
import type { NodeConnection } from '../redis/node-connection.ts';
import { refuseCommand } from '../redis/refuse-command.ts';
import type { Reply } from '../redis/reply.ts';
import type { HopEvent, Redirection } from './events.ts';
import type { Footing } from './footing.ts';
import { judgeRedirection } from './judge-redirection.ts';
import { keyPlaces } from './key-places.ts';
import { knownAddress } from './known-address.ts';
import type { NodePool } from './node-pool.ts';
import { maskSecrets } from './secret-arguments.ts';
import { settingsAfter } from './session-settings.ts';
import type { SessionState } from './session-state.ts';
import { describeUnreachable, isLoginFailure, ShellFailure } from './shell-failure.ts';
import { endsTransaction, transactionAfter } from './transaction.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What a run needs of its session. */
export interface RunContext {
  state: SessionState;
  pool: NodePool;
  footing: Footing;
  /** Said before there is any node: where the session began. */
  seed: NodeAddress;
  /** The map is older than the cluster: a redirection said so, or a node does not answer. */
  onStale(): void;
}

type Emit = (event: HopEvent) => void;

/**
 * Runs one command and follows MOVED and ASK; emits everything as it happens, `command-finished` last. Never rejects.
 * The command is sent again only where a node said with MOVED or ASK that it did not run it.
 */
export async function runCommand(
  args: readonly Buffer[],
  context: RunContext,
  emit: Emit,
  signal?: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const run = new CommandRun(args, context, emit, signal);
  const end = await run.follow().then(
    reply => (reply ? { reply } : {}),
    thrown => ({ failure: toFailure(thrown).data }),
  );
  run.tellIfLost();
  emit({ type: 'command-finished', ...end, hops: run.hops, ms: performance.now() - started });
}

class CommandRun {
  readonly #args: readonly Buffer[];
  /** The command as events may show it. */
  readonly #shown: readonly Buffer[];
  readonly #context: RunContext;
  readonly #emit: Emit;
  readonly #signal: AbortSignal | undefined;
  readonly #visited: string[] = [];
  /** Where the prompt is, as far as the events have said. */
  #prompt: NodeAddress;

  constructor(args: readonly Buffer[], context: RunContext, emit: Emit, signal: AbortSignal | undefined) {
    this.#args = args;
    this.#shown = maskSecrets(args);
    this.#context = context;
    this.#emit = emit;
    this.#signal = signal;
    this.#prompt = context.state.current ?? context.seed;
  }

  /** How many times the command was sent. */
  get hops(): number {
    return this.#visited.length;
  }

  get #name(): string {
    return (this.#args[0]?.toString() ?? '').toUpperCase();
  }

  /** Resolves with the reply, or with none for a SHUTDOWN that was heard. */
  async follow(): Promise<Reply | undefined> {
    const { footing, state } = this.#context;
    const keys = state.isStandalone ? [] : keyPlaces(this.#args, state.map);
    this.#emit({ type: 'command-started', args: this.#shown, keys, node: this.#prompt });
    const refusal = refuseCommand(this.#args);
    if (refusal) throw refusal;
    this.#refuseLostTransaction();
    await this.#whileGoingOn(footing.stand(), this.#prompt);
    let connection = await this.#connectHere();
    let target = this.#prompt;
    let asking = false;
    for (;;) {
      const reply = await this.#send(connection, target, asking);
      const redirection = reply && this.#redirectionOf(reply, connection);
      if (!redirection) return reply;
      const { kind, slot, to } = judgeRedirection(redirection, target, {
        command: this.#name,
        inTransaction: state.transaction !== undefined,
        visited: this.#visited,
      });
      const next = knownAddress(to, state, this.#context.pool);
      connection = await this.#connectThere({ kind, slot, to: next }, target);
      asking = kind === 'ASK';
      // ASK is about this one command: the slot's owner stays who it was, and so does the prompt. (redis-cli moves it
      // and is sent back by the next command on the slot.) MOVED is about all commands to come.
      if (!asking) this.#movePrompt(next);
      target = next;
    }
  }

  /** Connects to the prompt's node; nothing was sent yet, so when it is gone another one takes its place. */
  async #connectHere(): Promise<NodeConnection> {
    const { pool, footing, onStale } = this.#context;
    this.tellIfLost();
    const node = this.#prompt;
    try {
      return await this.#whileGoingOn(pool.connectionTo(node), node);
    } catch (thrown) {
      if (this.#signal?.aborted || isLoginFailure(thrown)) throw thrown;
      await this.#whileGoingOn(footing.leave(node), node);
      onStale();
      this.tellIfLost();
      if (this.#prompt === node) throw thrown;
      return this.#connectHere();
    }
  }

  async #connectThere({ kind, slot, to }: Redirection, from: NodeAddress): Promise<NodeConnection> {
    const { pool, state, onStale } = this.#context;
    // A redirection to where the map has the slot, or has it going, is no news: the person was on another node.
    const owner = state.map.owners[slot];
    const isKnown =
      kind === 'MOVED'
        ? owner && sameAddress(owner.address, to)
        : owner?.migrating.some(moving => moving.slot === slot);
    if (!isKnown) onStale();
    try {
      return await this.#whileGoingOn(pool.connectionTo(to), to);
    } catch (thrown) {
      if (this.#signal?.aborted || isLoginFailure(thrown)) throw thrown;
      state.see(to, 'down');
      onStale();
      const facts = { kind, slot, from: formatAddress(from), ...describeUnreachable(to, thrown) };
      throw new ShellFailure('redirect-unreachable', facts, { cause: thrown });
    }
  }

  async #send(connection: NodeConnection, node: NodeAddress, asking: boolean): Promise<Reply | undefined> {
    this.#visited.push(formatAddress(node));
    const hop = this.hops;
    const started = performance.now();
    this.#emit({ type: 'hop-sent', hop, node, args: this.#shown, asking });
    try {
      // Both at once, so that nothing comes between: ASKING is for the very next command. Its reply is always OK.
      const asked = asking ? connection.send(['ASKING']) : undefined;
      const answer = connection.send(this.#args);
      const [{ reply, ms }] = await this.#whileGoingOn(Promise.all([answer, asked]), node, connection);
      const redirection = this.#redirectionOf(reply, connection);
      const followed = redirection?.to ? { redirection: { ...redirection, to: redirection.to } } : {};
      this.#learn(reply, node);
      this.#emit({ type: 'hop-answered', hop, node, reply, ms, ...followed });
      return reply;
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#emit({ type: 'hop-failed', hop, node, ms: performance.now() - started, failure: failure.data });
      // An EXEC without an answer has run or not; what is certain is that no transaction is open any more.
      if (endsTransaction(this.#args)) this.#context.state.setTransaction(undefined);
      if (failure.id !== 'connection-lost') throw failure;
      await this.#afterLoss(node);
      // A server that shuts down as it was told says nothing more.
      if (this.#name === 'SHUTDOWN') return undefined;
      throw failure;
    }
  }

  /** The connection ended under the command; unless the prompt has left the node already, find out whether it is gone. */
  async #afterLoss(node: NodeAddress): Promise<void> {
    const { footing, state, onStale } = this.#context;
    const { current } = state;
    if (!current || sameAddress(current, node)) await this.#whileGoingOn(footing.settle(node), node);
    onStale();
    this.tellIfLost();
  }

  /** What a reply changes for the commands after it. */
  #learn(reply: Reply, node: NodeAddress): void {
    const { state, pool } = this.#context;
    const settings = settingsAfter(pool.settings, this.#args, reply);
    if (settings !== pool.settings) {
      pool.change(settings, node);
      state.setDatabase(settings.database);
    }
    state.setTransaction(transactionAfter(state.transaction, this.#args, reply, node));
  }

  #redirectionOf(reply: Reply, { address }: NodeConnection): ParsedRedirection | undefined {
    if (reply.type !== 'error' || this.#context.state.isStandalone) return undefined;
    return parseRedirection(reply.value.toString(), address);
  }

  #refuseLostTransaction(): void {
    const { transaction } = this.#context.state;
    if (!transaction?.lost || endsTransaction(this.#args)) return;
    const node = formatAddress(transaction.node);
    throw new ShellFailure('transaction-lost', { node, command: this.#name });
  }

  #movePrompt(to: NodeAddress): void {
    const from = this.#prompt;
    if (sameAddress(from, to)) return;
    this.#context.state.moveTo(to);
    this.#prompt = to;
    this.#emit({ type: 'node-changed', from, to, why: 'redirected' });
  }

  /** Says that the prompt has gone to another node because its own was lost, when that has happened. */
  tellIfLost(): void {
    const from = this.#prompt;
    const to = this.#context.state.current;
    if (!to || sameAddress(from, to)) return;
    this.#prompt = to;
    this.#emit({ type: 'node-changed', from, to, why: 'node-lost' });
  }

  /**
   * Waits for something unless the person stops the command. With a connection: the command is on its way over it, and
   * closing it is what ends the command on the server (a BLPOP leaves the queue of those who wait).
   */
  #whileGoingOn<T>(work: Promise<T>, node: NodeAddress, connection?: NodeConnection): Promise<T> {
    return unlessAborted(work, this.#signal, () => {
      if (connection) {
        this.#context.pool.drop(node);
        this.#context.state.loseTransaction(node);
      }
      const facts = { command: this.#name, node: formatAddress(node), mayHaveRun: connection !== undefined };
      return new ShellFailure('command-interrupted', facts, { exitCode: 130 });
    });
  }
}

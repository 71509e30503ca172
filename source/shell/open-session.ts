import { type NodeAddress, sameAddress } from '../cluster/address.ts';
import { Failure } from '../cluster/failure.ts';
import type { ArrivingReply } from '../redis/arriving-reply.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { Bulk, BulkOptions } from './bulk/bulk.ts';
import type { DocsCache } from './commands/learn-commands.ts';
import { refuseWrite } from './commands/refuse-write.ts';
import { ServerCommands } from './commands/server-commands.ts';
import type { CommandCatalogue } from './complete/command-docs.ts';
import type { DangerReason } from './danger/danger-table.ts';
import { judgeDanger } from './danger/judge-danger.ts';
import type { Danger, Weighed } from './danger/weigh-danger.ts';
import type { HopEvent } from './events.ts';
import { connectFirst } from './nodes/connect-first.ts';
import { enterCluster } from './nodes/enter-cluster.ts';
import { Footing } from './nodes/footing.ts';
import { NodePool } from './nodes/node-pool.ts';
import { unlessAborted } from './nodes/unless-aborted.ts';
import type { LinePreview } from './preview/line-preview.ts';
import { LinePreviewer } from './preview/line-previewer.ts';
import { type RunContext, runCommand } from './run-command.ts';
import { runTask } from './run-task.ts';
import type { BulkSession, ClusterView, LiveDetail } from './session.ts';
import { SlotCache } from './smart/slot-cache.ts';
import { SessionState } from './state/session-state.ts';
import type { RingBounds } from './streams/stream-events.ts';
import { Streams } from './streams/streams.ts';
import type { TaskEvent } from './tasks/task-events.ts';
import type { TaskRequest } from './tasks/task-request.ts';
import { NodeSurveyor } from './watch/survey-nodes.ts';
import { ClusterWatch } from './watch/watch-cluster.ts';

export interface SessionOptions {
  /** Nodes to begin with, in this order; one that answers is enough. Of several the prompt prefers a master. */
  seeds: readonly NodeAddress[];
  /** For every connection of the session. `signal` ends the opening, not the session. */
  connection: ConnectionOptions;
  /** The cluster's name, for people. */
  name: string;
  /** Milliseconds between two looks at the cluster while all is well, 1500 by default; 0: only after a redirection or a loss. */
  pollMs?: number;
  /** Milliseconds until a node that does not answer such a look is suspect; 3000 by default. */
  patienceMs?: number;
  /** slotsh made this cluster: while it is empty nothing is asked about dangerous commands. */
  madeHere?: boolean;
  /** Commands that change data, or the node, are not sent. */
  readOnly?: boolean;
  /** How many messages of subscriptions and MONITOR may wait to be taken, 2,000 and 1 MB by default; the oldest beyond them are dropped. */
  mostWaiting?: RingBounds;
}

const MOST_WAITING: RingBounds = { messages: 2000, bytes: 1024 * 1024 };

/**
 * Opens a session on a cluster, or on a server that is none.
 * @throws {Failure} what the only seed failed with, `no-node-answers` for several, `auth-needed` or `auth-wrong` when a
 *   node wants a password or another one: ask, and call again; `interrupted` on the signal; `sentinel-unsupported`;
 *   `database-refused`
 */
export async function openSession(options: SessionOptions): Promise<BulkSession> {
  const session = new LiveSession(options);
  try {
    await unlessAborted(session.open(), options.connection.signal, () => {
      return new Failure('interrupted', { during: 'connect' }, { exitCode: 130 });
    });
    return session;
  } catch (thrown) {
    session.close();
    throw thrown;
  }
}

class LiveSession implements BulkSession {
  readonly #state: SessionState;
  readonly #pool: NodePool;
  readonly #footing: Footing;
  readonly #watch: ClusterWatch;
  readonly #surveyor: NodeSurveyor;
  readonly #cache = new SlotCache();
  readonly streams: Streams;
  readonly #seeds: readonly NodeAddress[];
  readonly #database: number;
  readonly #patienceMs: number;
  readonly #previewer: LinePreviewer;
  readonly #madeHere: boolean;
  /** Why a session that only reads does not send a command. */
  readonly #refuse: NodePool['refuse'];
  readonly commands: ServerCommands;

  constructor(options: SessionOptions) {
    const { seeds, connection, name, pollMs = 1500, patienceMs = 3000 } = options;
    const { username, password, protocol = 2, database = 0 } = connection;
    this.#seeds = seeds;
    this.#database = database;
    this.#patienceMs = patienceMs;
    this.#madeHere = options.madeHere ?? false;
    this.#refuse = options.readOnly ? args => refuseWrite(args, this.commands.table) : undefined;
    const state = new SessionState(name, options.readOnly);
    state.setProtocol(protocol);
    const pool = new NodePool(
      connection,
      { username, password, protocol, database: 0 },
      {
        onLost: address => void this.#onLost(address),
        onPush: (node, reply) => this.streams.tell({ node, reply }),
      },
      this.#refuse,
    );
    this.streams = new Streams(() => this.#context, options.mostWaiting ?? MOST_WAITING);
    const footing = new Footing(state, pool, seeds);
    this.#state = state;
    this.#pool = pool;
    this.#footing = footing;
    const connectApart = async (node?: NodeAddress) =>
      pool.connectApart(node ?? (await footing.stand()), patienceMs);
    this.commands = new ServerCommands(connectApart);
    this.#previewer = new LinePreviewer(
      { state, cache: this.#cache, commands: this.commands, pool },
      connectApart,
    );
    this.#watch = new ClusterWatch({ state, pool, footing, pollMs, patienceMs });
    this.#surveyor = new NodeSurveyor({
      ...{ state, pool, patienceMs },
      sinceKeyMs: () => this.#watch.sinceKeyMs(),
    });
  }

  /** Connects to the first seed that answers and reads the cluster from it. */
  async open(): Promise<void> {
    const connection = await connectFirst(this.#seeds, seed => this.#pool.connectionTo(seed));
    const seeds = this.#seeds;
    const seed = seeds.find(one => sameAddress(one, connection.address)) ?? connection.address;
    // One address is a wish: the prompt is there, be it a replica. Of several any may be the first to answer.
    await enterCluster(connection, {
      ...{ state: this.#state, pool: this.#pool, seed },
      database: this.#database,
      anyMaster: seeds.length > 1,
    });
    // Which commands write, the servers know best: the first command waits for their word.
    if (this.#refuse) await this.commands.load();
    this.#watch.start();
  }

  get view(): ClusterView {
    return this.#state.view;
  }

  async learnCommands(
    cache: DocsCache | undefined,
    tell: (catalogue: CommandCatalogue) => void,
  ): Promise<void> {
    const { learnCommands } = await import('./commands/learn-commands.ts');
    await learnCommands({
      connect: async () => this.#pool.connectApart(await this.#footing.stand(), this.#patienceMs),
      readTable: () => this.commands.load(),
      ...{ cache, tell },
    });
  }

  subscribe(listener: () => void): () => void {
    return this.#state.subscribe(listener);
  }

  preview(line: string): LinePreview {
    return this.#previewer.preview(line);
  }

  judgeDanger(args: readonly Buffer[]): DangerReason | undefined {
    // Read once; by the next command it is there.
    void this.commands.load();
    return this.#refuse?.(args) ? undefined : judgeDanger(args, this.commands.table);
  }

  async weighDanger(weighed: Weighed): Promise<Danger | undefined> {
    const { weighDanger } = await import('./danger/weigh-danger.ts');
    return weighDanger(weighed, this.#context, this.#madeHere);
  }

  async run(
    args: readonly Buffer[],
    emit: (event: HopEvent) => void,
    signal?: AbortSignal,
    onArriving?: (reply: ArrivingReply) => void,
  ): Promise<void> {
    await runCommand(args, this.#context, emit, signal, onArriving);
  }

  async runTask(
    request: TaskRequest,
    emit: (event: TaskEvent) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    await runTask(request, this.#context, emit, signal);
  }

  async openBulk(options: BulkOptions): Promise<Bulk> {
    // A single command does without it.
    const { Bulk } = await import('./bulk/bulk.ts');
    return new Bulk(this.#context, options);
  }

  show(detail: LiveDetail): void {
    this.#surveyor.show(detail);
  }

  attend(): void {
    this.#watch.attend();
  }

  close(): void {
    this.#watch.stop();
    this.#surveyor.stop();
    this.streams.end();
    this.#pool.close();
  }

  get #context(): RunContext {
    return {
      ...{ state: this.#state, pool: this.#pool, footing: this.#footing, cache: this.#cache },
      ...{ streams: this.streams, commands: this.commands },
      seeds: this.#seeds,
      seed: this.#seeds[0] ?? { host: '', port: 0 },
      patienceMs: this.#patienceMs,
      onStale: () => this.#watch.poke(),
    };
  }

  /** A connection ended by itself: is its node gone? */
  async #onLost(address: NodeAddress): Promise<void> {
    this.#state.losePins(node => sameAddress(node, address));
    await this.#footing.settle(address);
    this.#watch.poke();
  }
}

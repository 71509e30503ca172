import type { NodeAddress } from '../cluster/address.ts';
import type { ClusterNode } from '../cluster/node-table.ts';
import type { ArrivingReply } from '../redis/arriving-reply.ts';
import type { Bulk, BulkOptions } from './bulk/bulk.ts';
import type { DocsCache } from './commands/learn-commands.ts';
import type { ServerCommands } from './commands/server-commands.ts';
import type { CommandCatalogue } from './complete/command-docs.ts';
import type { DangerReason } from './danger/danger-table.ts';
import type { Danger, Weighed } from './danger/weigh-danger.ts';
import type { HopEvent } from './events.ts';
import type { LinePreview } from './preview/line-preview.ts';
import type { RoutingMode } from './state/routing-mode.ts';
import type { SessionStreams } from './streams/stream-events.ts';
import type { TaskEvent } from './tasks/task-events.ts';
import type { TaskRequest } from './tasks/task-request.ts';
import type { NodeFigures } from './watch/node-figures.ts';
import type { Failover } from './watch/track-failovers.ts';

/** A node as the shell shows it. */
export interface NodeView extends ClusterNode {
  /** `A`, `B`, … for masters in the order of their first slot, stable while the cluster keeps its masters; a replica has its master's. */
  letter: string;
  health: 'up' | 'suspect' | 'down';
  /** Only while the map that shows them is on the screen. */
  figures?: NodeFigures;
}

/** How much of the cluster is on the screen: what is not shown is not asked for. */
export type LiveDetail = 'none' | 'strip' | 'map';

/** A server that is no node of a cluster. */
export interface ServerView {
  /** `Redis`, `Valkey`, …; empty when it does not say. */
  product: string;
  /** `7.0.15`; empty when it does not say. */
  version: string;
  /** Its master, when it is a replica. */
  replicaOf?: NodeAddress;
}

/** The cluster as last seen, for the live region. */
export interface ClusterView {
  name: string;
  /** `standalone`: a server that is no cluster. `unknown`: no node has answered yet, or none answers any more. */
  state: 'ok' | 'fail' | 'unknown' | 'standalone';
  nodes: readonly NodeView[];
  /** Slots, of 16384, whose master is not down. */
  slotsCovered: number;
  /** Those seen in this session, the newest at the end; the last few of them. */
  failovers?: readonly Failover[];
  /** What a `standalone` server is. */
  server?: ServerView;
  /** The node the prompt is on; none when no node answers. */
  current?: NodeAddress;
  /** The database chosen with SELECT, when it is not 0: redis-cli's `host:port[1]> `. */
  database?: number;
  /** How commands find their node, when it is not `follow`. */
  mode?: Exclude<RoutingMode, 'follow'>;
  /** Commands that change data are not sent (`--read-only`). */
  readOnly?: true;
  /** Spoken on all connections; 2 is not said. */
  protocol?: 3;
  /** MULTI has begun: redis-cli's `host:port(TX)> `. */
  inTransaction?: boolean;
  /** How many commands wait for EXEC; only within a transaction. */
  queued?: number;
  /** The connection that watched keys (WATCH) is gone: a MULTI would not know that they have changed. */
  watchLost?: boolean;
  /** A connection that CLIENT TRACKING was on for is gone. */
  trackingLost?: NodeAddress;
}

/** The engine behind the prompt. It prints nothing: it answers, and emits events. */
export interface ShellSession {
  readonly view: ClusterView;
  /** What the session listens to: subscriptions, MONITOR, invalidations. */
  readonly streams: SessionStreams;
  /** Why a command is to be asked about before it is sent; undefined for most. Synchronous, without the network. */
  judgeDanger(args: readonly Buffer[]): DangerReason | undefined;
  /** What such a command would act on; undefined when there is nothing to ask about. Ends within two seconds. */
  weighDanger(weighed: Weighed): Promise<Danger | undefined>;
  /** What the servers say about their commands, read in the background when it is first needed. */
  readonly commands: ServerCommands;
  /**
   * Learns what the prompt's server documents of its commands, in the background: tells what a cache knows at once, then what
   * the server says, and keeps that for the next session. Never rejects.
   */
  learnCommands(cache: DocsCache | undefined, tell: (catalogue: CommandCatalogue) => void): Promise<void>;
  /** Called after `view` was replaced by another one. */
  subscribe(listener: () => void): () => void;
  /** For every keystroke: synchronous, under a millisecond, no network. */
  preview(line: string): LinePreview;
  /**
   * Runs one command, one at a time (there is one prompt), in the session's routing mode; in `follow` it follows MOVED and
   * ASK, and the prompt stays on the last MOVED's node. Emits as it happens; resolves when the last event was emitted. Never sends a command twice on its own,
   * except where the server itself said that it did not run (MOVED, ASK).
   * `onArriving` is handed a long reply when it begins, and takes it to its end.
   */
  run(
    args: readonly Buffer[],
    emit: (event: HopEvent) => void,
    signal?: AbortSignal,
    onArriving?: (reply: ArrivingReply) => void,
  ): Promise<void>;
  /**
   * Does a line that asks nodes: one of the shell's own commands, or a command for chosen nodes. Emits and resolves as `run`
   * does; where much is told, it waits for what `emit` gives back.
   */
  runTask(
    request: TaskRequest,
    emit: (event: TaskEvent) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What is on the screen from now on; nothing, at first. */
  show(detail: LiveDetail): void;
  /** A person pressed a key: somebody watches. */
  attend(): void;
  close(): void;
}

/** A session that takes commands from a pipe as well. */
export interface BulkSession extends ShellSession {
  /** Many commands at once, over the same connections; `run` has its turn whenever nothing of the bulk is under way. */
  openBulk(options: BulkOptions): Promise<Bulk>;
}

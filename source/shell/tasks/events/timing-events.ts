import type { NodeAddress } from '../../../cluster/address.ts';

/** An entry of a node's SLOWLOG. */
export interface SlowCommand {
  node: NodeAddress;
  /** Unix time, seconds. */
  at: number;
  /** How long it took, microseconds. */
  us: number;
  /** As the server kept it (long ones are cut), secrets masked. */
  args: readonly Buffer[];
  /** Who sent it, host:port. */
  client: string;
}

/** Round trips to one node, milliseconds. */
export interface NodeLatency {
  node: NodeAddress;
  samples: number;
  least: number;
  mean: number;
  most: number;
}

/** A line of LATENCY LATEST. */
export interface LatencySpike {
  node: NodeAddress;
  event: string;
  /** Unix time of the last one, seconds. */
  at: number;
  /** The last one and the longest, milliseconds. */
  lastMs: number;
  mostMs: number;
}

/** What a node does, per second where it is a rate. */
export interface NodeStat {
  node: NodeAddress;
  keys: number;
  /** Bytes. */
  memory: number;
  clients: number;
  opsPerSecond: number;
  /** Keys that were looked up to be read since the last time, and those of them that were there. */
  reads: number;
  hits: number;
}

/** How nodes do, over time. */
export type TimingEvent =
  /** The newest last. */
  | { type: 'slow-commands'; entries: readonly SlowCommand[] }
  | { type: 'latencies'; nodes: readonly NodeLatency[] }
  | { type: 'latency-spikes'; spikes: readonly LatencySpike[] }
  /** Once a second. */
  | { type: 'node-stats'; stats: readonly NodeStat[] };

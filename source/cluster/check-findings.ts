import type { FailureData } from '../words/failure-facts.ts';

/**
 * What `checkCluster` looks at, by a stable id, with the facts its sentence is made of (words/en/check.ts, words/zh/check.ts).
 * Nodes are host:port. What is listed is what is wrong: empty lists, nothing wrong.
 */
export interface FindingFacts {
  'nodes-reachable': { total: number; unreachable: readonly { node: string; failure?: FailureData }[] };
  /** Nodes that do not know some of the others. */
  'membership-agreement': { apart: readonly { node: string; unknown: readonly string[] }[] };
  'slots-agreement': { differing: readonly string[] };
  'roles-agreement': { differing: readonly string[] };
  'open-slots': { open: readonly OpenSlot[] };
  /** Ranges as `0-5460`; `owners`: failed masters that own some of them. */
  'slot-coverage': { uncovered: readonly string[]; slots: number; owners: readonly string[] };
  /** Nodes that say something else than `cluster_state:ok`. */
  'cluster-state': { failing: readonly string[] };
  /** Nodes that others think failed (`fail`) or do not hear of (`fail?`), and who thinks so. */
  'failing-nodes': { failing: readonly { node: string; flag: 'fail' | 'fail?'; by: readonly string[] }[] };
  'replica-links': { down: readonly { replica: string; master: string }[]; replicas: number };
  'masters-with-replicas': { without: readonly string[] };
  /** Replicas on the host of their master. */
  'replica-placement': { beside: readonly { replica: string; master: string }[] };
  'config-epochs': { colliding: readonly { epoch: number; masters: readonly string[] }[] };
  /** Nodes whose cluster-node-timeout is lower than it is meant to be: left so by a forming that was killed. */
  /** Replicas that are behind their master by more than the bytes a look at two nodes can be apart. */
  'replica-lag': { behind: readonly { replica: string; master: string; bytes: number }[]; replicas: number };
  /**
   * Machines whose loss would stop the cluster: `majority`, no failover is voted on any more as most masters stood there;
   * `slots`, that many have no copy elsewhere.
   */
  'machine-loss': {
    machines: readonly { machine: string; masters: number; majority: boolean; slots: number }[];
    masters: number;
  };
  /** Nodes that others met and that never answered over the cluster bus. */
  handshakes: { open: readonly { node: string; by: readonly string[] }[] };
  /** Nodes for which others have another address than their own, or none. */
  'stale-addresses': { stale: readonly { node: string; seen: string; by: readonly string[] }[] };
  versions: { versions: readonly { version: string; nodes: readonly string[] }[] };
  /** Directives that are not the same on all nodes. */
  configuration: {
    differing: readonly {
      directive: string;
      values: readonly { value: string; nodes: readonly string[] }[];
    }[];
  };
  /** Nodes that write nothing to disk: a restart loses all they have. */
  persistence: { without: readonly string[] };
  /** Nodes that refuse writes when their memory is full, as nothing is evicted. */
  'memory-policy': { refusing: readonly string[] };
  'node-timeout': { lowered: readonly { node: string; ms: number }[]; wishedMs: number };
}

export type FindingId = keyof FindingFacts;

/** `warn`: it works, and something is not as it should be. `fail`: it does not work, or not for long. */
export type Severity = 'ok' | 'warn' | 'fail';

export type CheckFinding = {
  [I in FindingId]: {
    id: I;
    severity: Severity;
    /** The nodes that are concerned. */
    nodes: readonly string[];
    facts: FindingFacts[I];
  };
}[FindingId];

export interface OpenSlot {
  node: string;
  slot: number;
  state: 'migrating' | 'importing';
  /** The other node: host:port, or its id. */
  peer: string;
}

/** One sentence maker for each finding; it says what is right when nothing is wrong. */
export type FindingWords = { [I in FindingId]: (facts: FindingFacts[I]) => string };

/** What mends a finding that is not fine: a command, or a sentence; empty where there is nothing to say. */
export type FindingMends = { [I in FindingId]: (facts: FindingFacts[I]) => string };

/** Why an address did not answer. `no-tls`: the port is open, and speaks no TLS. `other`: see the detail. */
export type UnreachableReason = 'refused' | 'timeout' | 'no-tls' | 'unknown-host' | 'other';

/** A node that did not answer. `detail` is the system's own word for it, where there is one. */
export interface UnreachableNode {
  /** host:port. */
  node: string;
  reason: UnreachableReason;
  detail: string;
}

/** What an announced host looks like: `container`: in the range that Docker takes its networks from. */
export type AddressKind = 'loopback' | 'container' | 'private' | 'name' | 'public';

/** A closer look at an announced address that does not answer from here. */
export interface AddressDiagnosis {
  kind: AddressKind;
  /** What of it did answer from here, so that the address cannot be the fault: the node itself before, or others on its host. */
  answered?: 'node' | 'host';
  /** Where it was dialled, when a NAT map has it elsewhere than announced. */
  dialled?: string;
  /** The same node, by its id, answers here; `entry` is what the NAT map lacks: announced host and dialled host. */
  answersAt?: string;
  entry?: { announced: string; dialled: string };
}

/** What can be wrong with commands in the form of the protocol. */
export type PipeFault =
  | 'wrong-number'
  | 'no-bulk-string'
  | 'missing-line-end'
  | 'unbalanced-quotes'
  | 'too-long'
  | 'cut-short';

/** Failures of the prompt's engine and of `exec`. Nodes are host:port, as the cluster announces them. */
export interface ShellFailureFacts {
  /** The nodes send a command round in circles; `nodes` are the last ones, in order. */
  'too-many-redirections': { command: string; slot: number; hops: number; nodes: readonly string[] };
  /** The node that a redirection names does not answer. */
  'redirect-unreachable': {
    kind: 'MOVED' | 'ASK';
    slot: number;
    from: string;
    diagnosis: AddressDiagnosis;
  } & UnreachableNode;
  /** MOVED or ASK with `?` for the host. */
  'redirect-without-address': { kind: 'MOVED' | 'ASK'; slot: number; from: string };
  /** A redirection inside MULTI; `ended`: it came at EXEC, and the transaction is over. */
  'redirect-in-transaction': {
    command: string;
    kind: 'MOVED' | 'ASK';
    slot: number;
    node: string;
    owner: string;
    ended: boolean;
  };
  /** The connection on which MULTI was sent is gone. */
  'transaction-lost': { node: string; command: string };
  /** Mode smart: a node does not tell who has which slot; `said`: what it answered instead. */
  'slots-not-told': { node: string; said: string };
  /** The connection on which keys were watched is gone. */
  'watch-lost': { node: string };
  /** Refused inside MULTI before it was sent: the slot is `owner`'s. `watches`: keys are watched on `node`. */
  'other-node-in-transaction': {
    command: string;
    slot: number;
    node: string;
    owner: string;
    queued: number;
    watches: boolean;
  };
  /** Refused inside MULTI before it was sent: the slot is the same node's, but not that of the first key. */
  'other-slot-in-transaction': { command: string; slot: number; first: number; node: string; queued: number };
  /** A WATCH of keys on another node than those watched already. */
  'other-node-in-watch': { command: string; slot: number; node: string; owner: string };
  /** A blocking command was stopped by the person; it took nothing. */
  'wait-ended': { command: string; node: string };
  /**
   * A session that only reads did not send a command. `script`: it may do anything; `admin`: it changes the node, its users or
   * its cluster; `unknown`: nobody says whether it writes. `instead`: a command that does the same and only reads, or empty.
   */
  'read-only': { command: string; reason: 'writes' | 'script' | 'admin' | 'unknown'; instead: string };
  'no-node-answers': { nodes: readonly UnreachableNode[] };
  /** Stopped by the person; `mayHaveRun`: the command was on its way already. */
  'command-interrupted': { command: string; node: string; mayHaveRun: boolean };
  /** A line of standard input; counted from 1. */
  'line-unbalanced': { line: number; column: number };
  'command-missing': Record<string, never>;
  /** Input of `exec --pipe`; `command` and `byte` count from 1 and 0, `bytes` are the first ones at fault, one character each. */
  'pipe-unreadable': { problem: PipeFault; command: number; byte: number; bytes: string };
  /** No node served the slot for so long; `node`: its owner as far as known, or empty. */
  'slot-not-served': { slot: number; node: string; seconds: number };
  /** `node` said `said` to a command, and then ran a later one on the same key. */
  'command-overtaken': { slot: number; node: string; said: string };
  /** Another database than 0 was asked for; `said`: what the server answered, empty for a cluster, which has no other. */
  'database-refused': { node: string; database: number; said: string };
  /** Redis Sentinel instead of a server; `node` is empty when `--sentinel` asked for it, `masters` are those it watches. */
  'sentinel-unsupported': { node: string; masters: readonly { name: string; address: string }[] };
}

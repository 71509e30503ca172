import type { CheckFinding } from '../cluster/check-findings.ts';

/** What can go wrong while a cluster is set up or taken down (guide/): ids and facts, a part of `FailureFacts`. `said` is a program's own text. */
export interface GuideFailureFacts {
  // --- found before anything is changed
  /** `owner`: the program that listens there, with its pid; empty when this user may not see it. */
  'port-in-use': { host: string; port: number; bus: boolean; owner: string };
  'address-not-on-host': { host: string; address: string; addresses: readonly string[] };
  'same-machine-twice': { hosts: readonly string[] };
  'docker-missing': { host: string };
  'docker-not-running': { host: string; said: string };
  /** `sudo`: what it said there; empty when it wants a password and nobody typed one; absent where there is none. */
  'docker-not-permitted': { host: string; user: string; sudo?: string };
  'docker-rootless': { host: string };
  'compose-missing': { host: string };
  'directory-unusable': { host: string; path: string; reason: 'not-a-directory' | 'not-writable' };
  /** The node's files belong to a cluster with nodes that are not in the file: `strangers` are host:port. */
  'node-of-another-cluster': { host: string; port: number; path: string; strangers: readonly string[] };
  /** Data without a nodes.conf: a Redis that was no cluster node. */
  /** `member`: a node of the cluster that is in the file. */
  'node-left-out': { nodes: readonly { node: string; id: string }[]; member: string };
  'node-has-data': { host: string; port: number; path: string; files: readonly string[] };
  'container-name-taken': { host: string; container: string; project: string };
  'server-missing': { host: string; install: string };
  'no-free-ports': { count: number; first: number; last: number };

  /** Another run is at work there. Empty where it does not say: it is just beginning. */
  'hosts-locked': {
    host: string;
    user: string;
    machine: string;
    pid: number;
    command: string;
    since: string;
  };

  /** Running nodes want another password than the file has. */
  'password-changed': { nodes: readonly string[] };
  /** Masters without a replica that would have to be restarted. */
  'take-over-failed': { node: string; command: string };
  'only-copy': { nodes: readonly string[] };

  // --- while it is done
  'server-install-failed': { host: string; command: string; said: string };
  'image-unavailable': { host: string; image: string; said: string };
  'image-unusable': { host: string; image: string; said: string };
  'command-failed': { host: string; command: string; said: string };
  'container-crashed': { host: string; container: string; state: string; log: string };
  'process-not-up': { node: string; log: string };
  'node-not-up': { node: string; seconds: number; log: string };
  'process-will-not-end': { node: string; pid: number };
  'changes-declined': Record<string, never>;
  'allocation-declined': Record<string, never>;
  'removal-declined': Record<string, never>;
  /** What fails, of `checkCluster`. */
  'cluster-not-usable': { findings: readonly CheckFinding[] };
}

import type { OpenNodeClient } from '../cluster/node-client.ts';
import type { Host } from '../hosts/host.ts';
import type { HostFacts } from '../hosts/host-facts.ts';
import type { ClusterSpec, HostSpec } from '../spec/cluster-spec.ts';
import type { Door } from './apply-change.ts';
import type { ResultNode } from './events.ts';
import type { HostLayout } from './files/layout.ts';
import type { HostPool } from './host-pool.ts';
import type { ClusterLock } from './lock/cluster-lock.ts';
import type { IgnorableId } from './preflight/finding.ts';
import type { NodeReach } from './reach-nodes.ts';
import type { SlotshHome } from './slotsh-home.ts';
import type { Voice } from './voice.ts';

/** `plan` says what would change, `check` only what is in the way; neither changes anything. */
export type GuideMode = 'apply' | 'plan' | 'check';

/** What the steps of one run have in common, and what a step leaves for those after it. */
export interface GuideRun {
  readonly spec: ClusterSpec;
  readonly mode: GuideMode;
  readonly password: string;
  /** Findings that are no reason to stop, by name. */
  readonly ignored: readonly IgnorableId[];
  readonly home: SlotshHome;
  readonly signal: AbortSignal;
  readonly voice: Voice;
  readonly door: Door;
  readonly pool: HostPool;
  /** Keeps other runs off the hosts; none for a plan, which changes nothing. */
  readonly lock?: ClusterLock;
  /** A person is there, who sees what is waited for and can leave. */
  readonly waits: boolean;
  readonly reach: NodeReach;
  /** Opens a client to a node of this cluster, with its password, the way it can be reached. */
  readonly openNode: OpenNodeClient;
  /** The hosts in the file's order; filled by "prepare hosts". */
  hosts: readonly PreparedHost[];
  /** The cluster has never been usable, and there was no data of it when the run began: it can be taken back. */
  isFirst: boolean;
  /** The person has agreed to the slots and replicas; nobody is asked again when the step is tried again. */
  isAllocationAgreed: boolean;
  /** The cluster's nodes as they are in the end; filled by "create cluster". */
  result: readonly ResultNode[];
}

/** A host that was reached, and what is known of it. */
export interface PreparedHost {
  readonly spec: HostSpec;
  readonly host: Host;
  readonly facts: HostFacts;
  readonly layout: HostLayout;
  /** The IP address its nodes announce; the file's address where that is one. */
  readonly announceIp: string;
}

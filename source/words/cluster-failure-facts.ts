/** What can go wrong while a cluster is planned, formed and read (cluster/): ids and facts, a part of `FailureFacts`. Nodes are host:port. */
export interface ClusterFailureFacts {
  /** `needed`: how many nodes three masters with so many replicas take. */
  'too-few-masters': { nodes: number; replicas: number; masters: number; needed: number };

  // --- found before anything is changed
  'cluster-mode-off': { node: string };
  'same-node-twice': { nodes: readonly string[] };
  'node-not-empty': { node: string; keys: number };
  /** `others`: nodes it knows that are not ours. */
  'node-in-other-cluster': { node: string; others: readonly string[] };
  /** `node` still lists our `replaced` under the id it had before its data was lost. */
  'node-replaced': { node: string; replaced: string; formerId: string };
  /** Slots as `0-5460 7000`; empty: none. */
  'slots-differ': { node: string; has: string; planned: string };

  // --- while it is done
  'command-refused': { node: string; command: string; error: string };
  'bus-port-blocked': { links: readonly BlockedLink[] };
  /** Both as in CLUSTER NODES: `host:port@busport`. */
  'announced-address-wrong': { node: string; announced: string; expected: string };
  'masterauth-wrong': { replica: string; master: string; missing: boolean };
  'replica-link-down': { replica: string; master: string };
  /** `state`: what `cluster_state` is by that node. */
  'cluster-not-agreed': { nodes: readonly { node: string; state: 'ok' | 'fail' }[] };
  'settings-not-restored': { commands: readonly { node: string; command: string }[] };
}

/** A way on the cluster bus that does not work: `from` gets no answer of `to` at its bus port. */
interface BlockedLink {
  from: string;
  to: string;
  /** `host:port` of the bus. */
  bus: string;
}

/** Failures of lines that are for chosen nodes, and of commands over all of them. */
export interface TargetFailureFacts {
  /** No node is called this; `choices` are words that would do. */
  'target-unknown': { target: string; choices: readonly string[] };
  /** Several nodes are called this: host:port. */
  'target-ambiguous': { target: string; nodes: readonly string[] };
  /** A group without a node: a cluster without replicas; or the masters, and the server is no cluster but a replica of `master`. */
  'target-empty': { target: string; master?: string };
  /** `@owner(key)`, and nobody has the key's slot. */
  'target-without-owner': { target: string; slot: number };
  /** A target alone on its line. */
  'target-without-command': { target: string };
  /** Only has a meaning on a connection that stays. */
  'target-connection-apart': { target: string; command: string };
  /** Words after a command of the shell's own that it does not know, or lacks. */
  'own-words-wrong': { command: string; word: string; place: 'prompt' | 'exec' };
  /** A command of the shell's own that only its screen can do, or that there is none of; `known`: those that `exec` can do. */
  'own-command-not-here': { command: string; known: string };
  /** `:hotkeys`: the servers count no reads under their policies. */
  'lfu-policy-needed': { nodes: readonly string[]; policies: readonly string[] };
}

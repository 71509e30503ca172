/** Why a command is asked about before it is sent; what each does, for people, is in `words/*` under `danger`. */
export type DangerReason =
  | 'deletes-keys'
  | 'swaps-databases'
  | 'moves-keys'
  | 'walks-keys'
  | 'blocks-node'
  | 'stops-node'
  | 'debugs-node'
  | 'changes-settings'
  | 'reshapes-cluster'
  | 'drops-scripts'
  | 'changes-users'
  | 'cuts-clients'
  | 'changes-replication'
  | 'changes-modules'
  /** The server counts it among `@dangerous`, and nothing more is known of it here. */
  | 'said-dangerous';

/** `name` or `name|subcommand`. */
const asked: Readonly<Record<Exclude<DangerReason, 'said-dangerous'>, readonly string[]>> = {
  'deletes-keys': ['flushall', 'flushdb'],
  'swaps-databases': ['swapdb'],
  'moves-keys': ['migrate'],
  'walks-keys': ['keys'],
  'blocks-node': ['save', 'client|pause'],
  'stops-node': ['shutdown'],
  'debugs-node': ['debug'],
  'changes-settings': ['config|set', 'config|rewrite'],
  'reshapes-cluster': [
    ...['cluster|reset', 'cluster|forget', 'cluster|failover', 'cluster|replicate', 'cluster|meet'],
    ...['cluster|setslot', 'cluster|addslots', 'cluster|addslotsrange', 'cluster|delslots'],
    ...['cluster|delslotsrange', 'cluster|flushslots', 'cluster|bumpepoch', 'cluster|set-config-epoch'],
  ],
  'drops-scripts': ['script|flush', 'function|flush', 'function|restore'],
  'changes-users': ['acl|setuser', 'acl|deluser', 'acl|load'],
  'cuts-clients': ['client|kill'],
  'changes-replication': ['replicaof', 'slaveof', 'failover'],
  'changes-modules': ['module|load', 'module|loadex', 'module|unload'],
};

const harmless: readonly string[] = [
  // They only read, and little of it: what a person asks for all day.
  ...['info', 'role', 'lastsave', 'latency', 'slowlog', 'client|list', 'module|list', 'config|get'],
  ...['acl|list', 'acl|users', 'acl|getuser', 'acl|log', 'acl|dryrun', 'cluster|nodes', 'cluster|replicas'],
  ...['cluster|slaves', 'cluster|count-failure-reports', 'sort_ro', 'debug|object', 'pfselftest'],
  // About one key, or one client that waits: no more than SET or a Ctrl-C does.
  ...['sort', 'restore', 'restore-asking', 'pfdebug', 'client|unblock', 'client|unpause', 'client|no-evict'],
  // They cost the node something, and are over with a Ctrl-C, or do it beside its work.
  ...['monitor', 'bgsave', 'bgrewriteaof'],
  // Counters begin anew; files are written that say what is in memory already.
  ...['config|resetstat', 'cluster|saveconfig', 'acl|save'],
  // Between nodes; the shell sends them to none (`redis/refuse-command.ts`).
  ...['sync', 'psync', 'replconf'],
];

const reasons: ReadonlyMap<string, DangerReason | 'harmless'> = new Map([
  ...Object.entries(asked).flatMap(([reason, names]) =>
    names.map(name => [name, reason as DangerReason] as const),
  ),
  ...harmless.map(name => [name, 'harmless'] as const),
]);

/** What this table says of a command: a subcommand's own entry goes before its container's. */
export function lookUpDanger(name: string, subcommand: string): DangerReason | 'harmless' | undefined {
  if (subcommand === 'help') return 'harmless';
  return reasons.get(`${name}|${subcommand}`) ?? reasons.get(name);
}

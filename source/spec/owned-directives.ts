import type { OwnedDirectiveReason } from '../words/spec-fault-facts.ts';
import type { RedisDirective } from './cluster-spec.ts';

/** Directives that follow from the rest of the file, or would undo the set-up; everything else is the person's to set. */
const OWNED: ReadonlyMap<string, OwnedDirectiveReason> = new Map(
  Object.entries({
    'from-ports': [
      'port',
      'tls-port',
      'cluster-port',
      'cluster-announce-port',
      'cluster-announce-tls-port',
      'cluster-announce-bus-port',
      'unixsocket',
    ],
    'from-hosts': [
      'bind',
      'bind-source-addr',
      'cluster-announce-ip',
      'cluster-announce-hostname',
      'cluster-preferred-endpoint-type',
      'replica-announce-ip',
      'replica-announce-port',
      'slave-announce-ip',
      'slave-announce-port',
    ],
    'from-password': ['requirepass', 'masterauth', 'masteruser'],
    'from-layout': ['dir', 'cluster-config-file', 'pidfile', 'logfile'],
    'from-runtime': ['daemonize', 'supervised'],
    'forms-cluster': ['cluster-enabled', 'replicaof', 'slaveof'],
    'outside-file': ['include', 'aclfile'],
    'plain-connections': ['tls-cluster', 'tls-replication'],
  } satisfies Record<OwnedDirectiveReason, string[]>).flatMap(([reason, names]) =>
    names.map(name => [name, reason as OwnedDirectiveReason] as const),
  ),
);

/** What slotsh and redis-cli call by name; the set-up cannot work when it is called something else. */
const CALLED = new Set(['ACL', 'ASKING', 'AUTH', 'CLUSTER', 'CONFIG', 'HELLO', 'INFO', 'PING', 'SHUTDOWN']);

/** Why the spec may not set a directive, or undefined when it may. Its name is in lower case. */
export function whyOwned({ name, args }: RedisDirective): OwnedDirectiveReason | undefined {
  if (name === 'user' && args[0] === 'default') return 'from-password';
  if (name === 'rename-command' && CALLED.has(args[0]?.toUpperCase() ?? '')) return 'forms-cluster';
  return OWNED.get(name);
}

import type { Change } from './change.ts';

/** What stands in place of a secret wherever a file is shown. */
const MASK = '***';
/** Directives of redis.conf whose argument is secret. */
const SECRETS = ['requirepass', 'masterauth', 'tls-key-file-pass', 'tls-client-key-file-pass'];
/** What stands for the password in redis-cluster.tmpl, and is none. */
const PLACEHOLDER = '\\$\\{REDIS_PASSWORD\\}$';
/** Of `user` the name is not secret; what follows it may be. */
const SECRET_LINE = new RegExp(
  `^(\\s*(?:${SECRETS.join('|')}|user\\s+\\S+)\\s+)(?!${PLACEHOLDER})\\S.*$`,
  'gim',
);

/** May the arguments of a directive hold a secret? The name is in lower case. */
export function isSecretDirective(name: string): boolean {
  return name === 'user' || SECRETS.includes(name);
}

/** The text of a redis.conf with its secrets masked. Other texts come back as they are. */
export function maskSecrets(text: string): string {
  return text.replace(SECRET_LINE, `$1${MASK}`);
}

/**
 * A change as it may be shown, logged and given to scripts. Where a secret of a file changes, the old one is masked as
 * `*** (old)`, so that the difference can be seen.
 */
export function maskChange(change: Change): Change {
  if (change.kind !== 'write-file') return change;
  const { before, content } = change;
  return { ...change, before: before && maskBefore(before, content), content: maskSecrets(content) };
}

function maskBefore(before: string, content: string): string {
  const kept = new Set(content.split('\n'));
  return before.replace(SECRET_LINE, (line, lead) => `${lead}${MASK}${kept.has(line) ? '' : ' (old)'}`);
}

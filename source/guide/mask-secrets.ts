import type { Change } from './change.ts';

/** What stands in place of a secret wherever a file is shown. */
const MASK = '***';
/** Directives of redis.conf whose arguments are secret; of `user` the name is not. */
const SECRET_LINE =
  /^(\s*(?:requirepass|masterauth|tls-key-file-pass|tls-client-key-file-pass|user\s+\S+)\s+)\S.*$/gim;

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

import type { Change } from './change.ts';
import type { ChangeCount } from './events.ts';
import { GuideFailure } from './guide-failure.ts';
import type { Voice } from './voice.ts';

/**
 * Asks before the first change to somebody's hosts; forming alone has a question of its own.
 * Throws `changes-declined` unless the answer is yes: nothing was changed then.
 */
export async function confirmChanges(voice: Voice, changes: readonly Change[]): Promise<void> {
  const hosts = countChanges(changes);
  if (hosts.length === 0) return;
  const answer = await voice.ask({ kind: 'confirm-changes', hosts });
  if (answer !== 'yes') throw new GuideFailure('changes-declined', {});
}

/** How many files, directories and commands each host would get, in the order of the changes. */
function countChanges(changes: readonly Change[]): ChangeCount[] {
  const counts = new Map<string, ChangeCount>();
  for (const change of changes) {
    if (change.kind === 'form-cluster') continue;
    const count = counts.get(change.host) ?? { host: change.host, files: 0, directories: 0, commands: 0 };
    if (change.kind === 'write-file') count.files += 1;
    else if (change.kind === 'make-directory') count.directories += 1;
    else count.commands += 1;
    counts.set(change.host, count);
  }
  return [...counts.values()];
}

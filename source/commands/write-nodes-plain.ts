import type { Writable } from 'node:stream';
import type { ClusterView } from '../shell/session.ts';
import type { TaskEvent } from '../shell/tasks/task-events.ts';
import type { Words } from '../words/words.ts';

/** What a line for several nodes tells, written as `exec` writes it into a pipe; for lines of the shell whose reply goes elsewhere. */
export async function writeNodesPlain(
  words: Words,
  view: () => ClusterView,
  { output, remarks, signal }: { output: Writable; remarks: Writable; signal: AbortSignal },
): Promise<(event: TaskEvent) => Promise<void>> {
  const { plainNodesView } = await import('./exec-nodes-plain.ts');
  return plainNodesView({ stdout: output, stderr: remarks, words, form: { style: 'raw' }, signal }, view);
}

import { formatAddress } from '../cluster/address.ts';
import { toFailure } from '../cluster/failure.ts';
import type { TaskName } from './own-commands.ts';
import type { RunContext } from './run-command.ts';
import { ShellFailure } from './shell-failure.ts';
import type { TaskEvent } from './tasks/task-events.ts';
import { taskTable } from './tasks/task-table.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Does one of the shell's own commands; emits everything as it happens, `task-finished` last. Never rejects. */
export async function runTask(
  name: TaskName,
  args: readonly Buffer[],
  context: RunContext,
  emit: (event: TaskEvent) => void,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const started = performance.now();
  emit({ type: 'task-started', task: name });
  const work = async () => {
    const task = await taskTable[name]();
    await task(context, { args, emit: event => !signal.aborted && emit(event), signal });
  };
  const end = await unlessAborted(work(), signal, () => {
    const node = formatAddress(context.state.current ?? context.seed);
    const facts = { command: name, node, mayHaveRun: false };
    return new ShellFailure('command-interrupted', facts, { exitCode: 130 });
  }).then(
    () => ({}),
    thrown => ({ failure: toFailure(thrown).data }),
  );
  emit({ type: 'task-finished', ...end, ms: performance.now() - started });
}

import { toFailure } from '../cluster/failure.ts';
import type { RunContext } from './run-command.ts';
import type { ClusterView } from './session.ts';
import { askableNodes, findTargets, servingMasters, type TargetNode } from './targets/find-targets.ts';
import { SideConnections } from './targets/side-connections.ts';
import type { TaskEvent } from './tasks/task-events.ts';
import type { TaskRequest } from './tasks/task-request.ts';
import { taskTable } from './tasks/task-table.ts';

/**
 * Does a line that asks nodes; emits everything as it happens, `task-finished` last. Never rejects.
 * Stopped by the signal it ends at once: its connections are closed, and what it has found is told.
 */
export async function runTask(
  request: TaskRequest,
  context: RunContext,
  emit: (event: TaskEvent) => void | Promise<void>,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const started = performance.now();
  emit({ type: 'task-started', task: request.name });
  const connections = new SideConnections(context.pool, context.patienceMs, signal);
  let nodesFailed = 0;
  const tell = (event: TaskEvent) => {
    if (event.type === 'node-failed') nodesFailed += 1;
    return emit(event);
  };
  const work = async () => {
    const task = await taskTable[request.name].load();
    const nodes = nodesFor(request, context.state.view);
    await task(context, { ...request, nodes, connections, emit: tell, signal });
  };
  const failure = await work().then(
    () => undefined,
    thrown => toFailure(thrown).data,
  );
  connections.close();
  const end = signal.aborted ? { stopped: true as const } : failure && { failure };
  emit({ type: 'task-finished', ...end, nodesFailed, ms: performance.now() - started });
}

/** The nodes that a line would ask. @throws {ShellFailure} as `findTargets` */
function nodesFor({ name, target }: TaskRequest, view: ClusterView): readonly TargetNode[] {
  if (target) return findTargets(target, view);
  switch (taskTable[name].asks) {
    case 'masters':
      return servingMasters(view);
    case 'all':
      return askableNodes(view);
    case 'nobody':
      return [];
  }
}

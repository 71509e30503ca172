import type { StepId } from '../../guide/events.ts';
import type { SetupState, StepView, TaskView } from './setup-state.ts';

/** A step that has not said it is finished is never full. */
const almost = 0.95;

/** How far a set-up is, 0 to 1: every step counts the same, the one under way by its rows. */
export function measureProgress(state: Pick<SetupState, 'steps' | 'hosts' | 'nodes' | 'outcome'>): number {
  if (state.outcome?.outcome === 'done') return 1;
  if (state.steps.length === 0) return 0;
  const done = state.steps.reduce((sum, step) => sum + stepFraction(step, state), 0);
  return done / state.steps.length;
}

function stepFraction(step: StepView, { hosts, nodes }: Pick<SetupState, 'hosts' | 'nodes'>): number {
  if (step.state === 'waiting') return 0;
  if (step.state === 'done' || step.state === 'unchanged' || step.state === 'skipped') return 1;
  const rows = Math.max(step.tasks.length, expectedRows(step.id, hosts.length, nodes.length), 1);
  const done = step.tasks.reduce((sum, task) => sum + taskFraction(task), 0);
  return Math.min(almost, done / rows);
}

/** About how many rows a step will have, so that the first finished one does not look like all. */
function expectedRows(step: StepId, hosts: number, nodes: number): number {
  if (step === 'prepare-hosts') return hosts * 4;
  return step === 'write-configs' ? hosts : nodes;
}

function taskFraction({ state, fraction }: TaskView): number {
  if (state === 'running') return Math.min(1, Math.max(0, fraction ?? 0));
  return state === 'failed' ? 0 : 1;
}

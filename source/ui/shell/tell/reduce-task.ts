import type { TaskEvent } from '../../../shell/tasks/task-events.ts';
import type { Words } from '../../../words/words.ts';
import type { ShellState, ShellStep } from '../shell-state.ts';
import { tellTask } from './tell-task.ts';

/** An event of the task that runs: what it changes under the prompt, and what goes to the transcript. */
export function reduceTask(state: ShellState, event: TaskEvent, words: Words): ShellStep {
  const { running } = state;
  if (running && event.type === 'task-progress') {
    return { state: { ...state, running: { ...running, progress: event } }, effects: [] };
  }
  // Numbers that change every second stay where they are, under the prompt; the last ones are kept.
  if (running && event.type === 'node-stats') {
    return { state: { ...state, running: { ...running, stats: event.stats } }, effects: [] };
  }
  if (event.type === 'task-finished' && running?.stats) {
    const told = tellTask({ type: 'node-stats', stats: running.stats }, state.view, words);
    const { stats: _, ...others } = running;
    const effects = told ? [{ type: 'print-told' as const, told }] : [];
    return { state: { ...state, running: others }, effects };
  }
  const told = tellTask(event, state.view, words);
  return { state, effects: told ? [{ type: 'print-told', told }] : [] };
}

import { formatAddress } from '../../cluster/address.ts';
import type { StepId } from '../../guide/events.ts';
import { measureProgress } from './measure-progress.ts';
import {
  freshSetup,
  type SetupEvent,
  type SetupState,
  type StepState,
  type StepView,
  type TaskView,
} from './setup-state.ts';

/**
 * What a set-up has come to after one more event. Pure; steps that the run did not announce, and events after
 * `run-finished`, leave the state as it was (the same reference).
 */
export function reduceSetup(state: SetupState, event: SetupEvent): SetupState {
  if (state.outcome) return state;
  if (event.type === 'tick') return event.at > state.at ? { ...state, at: event.at } : state;
  const next = apply({ ...state, at: Math.max(state.at, event.at) }, event);
  return { ...next, progress: Math.max(state.progress, measureProgress(next)) };
}

function apply(state: SetupState, event: Exclude<SetupEvent, { type: 'tick' }>): SetupState {
  switch (event.type) {
    case 'run-started':
      return {
        ...freshSetup,
        at: event.at,
        name: event.name,
        runtime: event.runtime,
        hosts: event.hosts,
        nodes: event.nodes.map(formatAddress),
        steps: event.steps.map(freshStep),
      };
    case 'step-started':
      return {
        ...withoutFailure(state),
        steps: state.steps.map(step =>
          step.id === event.step ? { ...freshStep(step.id), state: 'running', startedAt: event.at } : step,
        ),
        current: event.step,
      };
    case 'planned':
      return { ...state, plan: { changes: event.changes, allocation: event.plan } };
    case 'by-hand': {
      const { host, command } = event;
      return onStep(state, event.step, step => ({
        byHand: [
          ...step.byHand.filter(said => said.host !== host),
          { command, ...(host === undefined ? {} : { host }) },
        ],
      }));
    }
    case 'task': {
      const { type: _, at: __, step: id, ...task } = event;
      return onStep(state, id, step => ({ tasks: withTask(step.tasks, task) }));
    }
    case 'changed':
      return state;
    case 'warned':
      return onStep(state, event.step, step => ({ warnings: [...step.warnings, event.failure] }));
    case 'shown':
      return onStep(state, event.step, step => ({
        exhibits: [...step.exhibits.filter(shown => !sameExhibit(shown, event.exhibit)), event.exhibit],
      }));
    case 'asked':
      return { ...state, question: event.question };
    case 'answered':
      return withoutQuestion(state);
    case 'password-made':
      return { ...state, password: { password: event.password, file: event.file } };
    case 'step-finished':
      return onStep(withoutFailure(state), event.step, () => ({ state: endedAs(event), ms: event.ms }));
    case 'step-failed':
      return {
        ...onStep(state, event.step, () => ({ state: 'failed', ms: event.ms })),
        failure: event.failure,
      };
    case 'run-finished': {
      const { type: _, at: __, ...outcome } = event;
      const failure = outcome.outcome === 'failed' ? outcome.failure : state.failure;
      const steps = state.steps.map(cutShort);
      return { ...withoutQuestion(state), steps, outcome, ...(failure ? { failure } : {}) };
    }
  }
}

/** What a step came to. Verifying changes nothing, so that nothing was changed by it is no news. */
export function endedAs({ step, outcome }: Extract<SetupEvent, { type: 'step-finished' }>): StepState {
  return step === 'verify' && outcome === 'unchanged' ? 'done' : outcome;
}

/** A run that is over has nothing under way any more. */
function cutShort(step: StepView): StepView {
  return step.state === 'running' ? { ...step, state: 'interrupted' } : step;
}

function freshStep(id: StepId): StepView {
  return { id, state: 'waiting', byHand: [], tasks: [], warnings: [], exhibits: [] };
}

function onStep(state: SetupState, id: StepId, change: (step: StepView) => Partial<StepView>): SetupState {
  return {
    ...state,
    steps: state.steps.map(step => (step.id === id ? { ...step, ...change(step) } : step)),
  };
}

function withTask(tasks: readonly TaskView[], task: TaskView): readonly TaskView[] {
  const at = tasks.findIndex(({ key }) => key === task.key);
  return at < 0 ? [...tasks, task] : tasks.with(at, task);
}

/** One tree a host; of everything else the last one holds. */
function sameExhibit(a: { kind: string; host?: string }, b: { kind: string; host?: string }): boolean {
  return a.kind === b.kind && a.host === b.host;
}

function withoutFailure({ failure: _, ...state }: SetupState): SetupState {
  return state;
}

function withoutQuestion({ question: _, ...state }: SetupState): SetupState {
  return state;
}

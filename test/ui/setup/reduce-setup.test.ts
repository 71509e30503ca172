import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuideEvent, TaskState } from '../../../source/guide/events.ts';
import { reduceSetup } from '../../../source/ui/setup/reduce-setup.ts';
import { freshSetup, type SetupEvent, type SetupState } from '../../../source/ui/setup/setup-state.ts';
import { sampleRun, stepIds } from './sample-run.ts';

const failure = { id: 'unexpected', facts: { detail: 'no' } } as const;

function stateAfter(events: readonly SetupEvent[], from: SetupState = freshSetup): SetupState {
  return events.reduce(reduceSetup, from);
}

/** The sample's events up to and with the first that fits. */
function until(fits: (event: GuideEvent) => boolean): GuideEvent[] {
  const events = sampleRun();
  return events.slice(0, events.findIndex(fits) + 1);
}

describe('reduceSetup', () => {
  it('knows the steps and the size of the run from its first event', () => {
    const state = stateAfter(until(event => event.type === 'run-started'));
    expect(state.name).toBe('redis-cluster');
    expect(state.steps.map(step => [step.id, step.state])).toEqual(stepIds.map(id => [id, 'waiting']));
    expect(state.nodes).toHaveLength(6);
    expect(state.progress).toBe(0);
  });

  it('follows a run to its end', () => {
    const state = stateAfter(sampleRun());
    expect(state.steps.map(step => step.state)).toEqual(['unchanged', 'done', 'done', 'done', 'done']);
    expect(state.steps.map(step => step.ms)).toEqual([900, 300, 2300, 1800, 700]);
    expect(state.progress).toBe(1);
    expect(state.question).toBeUndefined();
    expect(state.outcome).toMatchObject({ outcome: 'done', changed: true });
    expect(state.steps[1]?.exhibits.map(({ kind }) => kind)).toEqual(['tree', 'tree']);
    expect(state.password?.password).toBe('correct-horse');
  });

  it('keeps one row a key, in the order in which the rows were first heard of', () => {
    const row = (key: string, state: TaskState, at: number): GuideEvent => ({
      type: 'task',
      at,
      step: 'prepare-hosts',
      key,
      name: 'connect',
      host: key,
      state,
    });
    const state = stateAfter(
      [row('a', 'running', 1), row('b', 'running', 2), row('a', 'done', 3)],
      stateAfter(until(event => event.type === 'step-started')),
    );
    expect(state.steps[0]?.tasks.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'done'],
      ['b', 'running'],
    ]);
  });

  it('holds a question from asked to answered', () => {
    const asked = stateAfter(until(event => event.type === 'asked'));
    expect(asked.question?.kind).toBe('confirm-allocation');
    expect(stateAfter(until(event => event.type === 'answered')).question).toBeUndefined();
  });

  it('forgets a failure, and what the step had said, when the step is tried again', () => {
    const step = 'prepare-hosts';
    const failed = stateAfter(
      [
        { type: 'warned', at: 900, step, failure },
        { type: 'step-failed', at: 1000, step, ms: 900, failure },
      ],
      stateAfter(until(event => event.type === 'task')),
    );
    expect(failed).toMatchObject({ failure, current: step });
    expect(failed.steps[0]).toMatchObject({ state: 'failed', ms: 900, warnings: [failure] });
    const again = reduceSetup(failed, { type: 'step-started', at: 2000, step });
    expect(again.failure).toBeUndefined();
    expect(again.steps[0]).toEqual({
      id: step,
      state: 'running',
      startedAt: 2000,
      byHand: [],
      tasks: [],
      warnings: [],
      exhibits: [],
    });
  });

  it('forgets a failure when its step is skipped', () => {
    const step = 'prepare-hosts';
    const skipped = stateAfter(
      [
        { type: 'step-failed', at: 1000, step, ms: 900, failure },
        { type: 'step-finished', at: 1100, step, outcome: 'skipped', ms: 1000 },
      ],
      stateAfter(until(event => event.type === 'task')),
    );
    expect(skipped.failure).toBeUndefined();
    expect(skipped.steps[0]?.state).toBe('skipped');
  });

  it('keeps the failure that ended the run', () => {
    const ended = stateAfter(
      [{ type: 'run-finished', at: 5, outcome: 'failed', failure, exitCode: 1 }],
      stateAfter(until(event => event.type === 'task')),
    );
    expect(ended).toMatchObject({ failure, outcome: { outcome: 'failed', exitCode: 1 } });
  });

  it('has nothing under way once the run is over, whatever it was at', () => {
    const cut = stateAfter(
      [{ type: 'run-finished', at: 9, outcome: 'interrupted', step: 'create-cluster' }],
      stateAfter(until(event => event.type === 'asked')),
    );
    expect(cut.steps.map(step => step.state)).toEqual([
      'unchanged',
      'done',
      'done',
      'interrupted',
      'waiting',
    ]);
  });

  it('calls verifying done: that it changes nothing is no news', () => {
    const finished = { type: 'step-finished', at: 9, outcome: 'unchanged', ms: 5 } as const;
    const state = stateAfter(
      [
        { ...finished, step: 'write-configs' },
        { ...finished, step: 'verify' },
      ],
      stateAfter(until(event => event.type === 'run-started')),
    );
    expect(state.steps[1]?.state).toBe('unchanged');
    expect(state.steps[4]?.state).toBe('done');
  });

  it('moves its clock with ticks, never back', () => {
    const state = stateAfter(
      [
        { type: 'tick', at: 700 },
        { type: 'tick', at: 300 },
      ],
      freshSetup,
    );
    expect(state.at).toBe(700);
    expect(reduceSetup(state, { type: 'tick', at: 700 })).toBe(state);
  });

  it('has one by-hand line a host, the last one said', () => {
    const said = (command: string, host?: string): GuideEvent => ({
      type: 'by-hand',
      at: 1,
      step: 'verify',
      command,
      ...(host && { host }),
    });
    const state = stateAfter(
      [said('one', 'a'), said('two', 'b'), said('three', 'a'), said('four')],
      stateAfter(until(event => event.type === 'run-started')),
    );
    expect(state.steps[4]?.byHand).toEqual([
      { command: 'two', host: 'b' },
      { command: 'three', host: 'a' },
      { command: 'four' },
    ]);
  });

  it('never goes back, stays between 0 and 1, and is deaf after the end, whatever is said in whatever order', () => {
    const [started, ...others] = sampleRun();
    const retries: GuideEvent[] = stepIds.flatMap((step): GuideEvent[] => [
      { type: 'step-failed', at: 1, step, ms: 1, failure },
      { type: 'step-started', at: 1, step },
    ]);
    const anyOrder = fc.shuffledSubarray([...others, ...retries], { minLength: 20 });
    fc.assert(
      fc.property(anyOrder, events => {
        let state = reduceSetup(freshSetup, started!);
        for (const event of events) {
          const next = reduceSetup(state, event);
          expect(next.progress).toBeGreaterThanOrEqual(state.progress);
          expect(next.progress).toBeLessThanOrEqual(1);
          expect(next.at).toBeGreaterThanOrEqual(state.at);
          if (state.outcome) expect(next).toBe(state);
          state = next;
        }
      }),
      { numRuns: 100 },
    );
  });
});

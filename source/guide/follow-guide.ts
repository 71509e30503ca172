import { type Failure, toFailure } from '../cluster/failure.ts';
import type { Change } from './change.ts';
import type { FailureChoice, Outcome } from './events.ts';
import { exitCodeAfter } from './exit-code.ts';
import type { GuideRun } from './guide-run.ts';
import { reachAgain } from './reach-hosts.ts';
import type { Step } from './step.ts';

/** Called once, right before the first change of a run, with the step that makes it. */
export type BeforeFirstChange = (step: Step, changes: readonly Change[]) => Promise<void>;

/** What was missing, and was changed or, in a plan, would be; or why the run ended before its end. */
export type GuideEnd =
  | { changes: readonly Change[] }
  | Extract<Outcome, { outcome: 'failed' | 'interrupted' }>;

/** Takes the steps one after the other. A step that fails is asked about: tried again, skipped where that is safe, or left. */
export async function followGuide(
  steps: readonly Step[],
  run: GuideRun,
  beforeFirstChange: BeforeFirstChange,
): Promise<GuideEnd> {
  const changes: Change[] = [];
  let begun = false;
  const beforeChange: BeforeFirstChange = async (step, missing) => {
    if (!begun) await beforeFirstChange(step, missing);
    begun = true;
  };
  for (const step of steps) {
    for (let attempt = 1; ; attempt++) {
      const end = await tryStep(step, run, beforeChange, attempt);
      if ('changes' in end) {
        changes.push(...end.changes);
        break;
      }
      if (end.outcome !== 'retry') return end;
    }
  }
  return { changes };
}

/** One attempt at a step, and what the person wants when it failed. */
async function tryStep(
  step: Step,
  run: GuideRun,
  beforeChange: BeforeFirstChange,
  attempt: number,
): Promise<GuideEnd | { outcome: 'retry' }> {
  const { voice, signal } = run;
  voice.enter(step.id);
  const began = voice.worked;
  const finish = (outcome: 'done' | 'unchanged' | 'skipped') =>
    voice.say({ type: 'step-finished', outcome, ms: voice.worked - began });
  try {
    if (attempt > 1) await reachAgain(run);
    const changes = await takeStep(step, run, beforeChange);
    finish(changes.length > 0 && run.mode === 'apply' ? 'done' : 'unchanged');
    return { changes };
  } catch (thrown) {
    if (signal.aborted) return { outcome: 'interrupted', step: step.id };
    const failure = toFailure(thrown);
    voice.say({ type: 'step-failed', ms: voice.worked - began, failure: failure.data });
    const choice = await askAfterFailure(step, failure, run);
    if (signal.aborted) return { outcome: 'interrupted', step: step.id };
    if (choice === 'skip' && step.skippable) {
      finish('skipped');
      return { changes: [] };
    }
    if (choice !== 'retry') {
      const end = { failure: failure.data, exitCode: exitCodeAfter(failure, run.door) };
      return { outcome: 'failed', ...end, ...(choice === 'undo' && { undo: true }) };
    }
    return { outcome: 'retry' };
  }
}

/** Reads, plans, changes what is missing, and looks whether it holds. A plan ends with what is missing. */
async function takeStep(
  step: Step,
  run: GuideRun,
  beforeChange: BeforeFirstChange,
): Promise<readonly Change[]> {
  run.voice.say({ type: 'step-started' });
  for (const line of step.byHand(run)) run.voice.say({ type: 'by-hand', ...line });
  const facts = await step.learn(run);
  for (const line of step.byHandFor?.(run, facts) ?? []) run.voice.say({ type: 'by-hand', ...line });
  const changes = step.plan(run, facts);
  run.signal.throwIfAborted();
  if (run.mode !== 'apply') return changes;
  if (changes.length > 0) {
    await beforeChange(step, changes);
    await step.apply(run, facts, changes);
  }
  await step.verify(run, facts);
  return changes;
}

function askAfterFailure(step: Step, failure: Failure, run: GuideRun): Promise<string | null> {
  const choices: FailureChoice[] = ['retry'];
  if (step.skippable) choices.push('skip');
  if (run.isFirst && run.door.used) choices.push('undo');
  choices.push('leave');
  return run.voice.ask({ kind: 'after-failure', failure: failure.data, choices });
}

import type { Change } from './change.ts';
import type { GuideRun } from './guide-run.ts';
import type { Step } from './step.ts';
import { silentVoice } from './voice.ts';

/** Everything that steps would change if they were taken now: what `--plan` prints and the plan view shows. Changes nothing. */
export async function lookAhead(steps: readonly Step[], run: GuideRun): Promise<Change[]> {
  const changes: Change[] = [];
  for (const step of steps) {
    const quiet: GuideRun = { ...run, mode: 'plan', voice: silentVoice(step.id) };
    changes.push(...step.plan(quiet, await step.learn(quiet)));
  }
  return changes;
}

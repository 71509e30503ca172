import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { ENDED, type KilledRun, killRuns } from './killed-runs.ts';

const RUNS = 50;
const BUDGET_MS = 8 * 60_000;

/** `SLOTSH_SEED=… npm run test:soak` kills at the same moments again. */
const seed = Number(process.env['SLOTSH_SEED'] ?? randomInt(2 ** 31));

test(
  `${RUNS} set-ups killed at random moments (seed ${seed}): the next run ends in a clean cluster, no key is lost`,
  async () => {
    const began = performance.now();
    const tell = ({ kind, killedAt, faults }: KilledRun) =>
      say(`${kind}, killed at ${killedAt.join(', ')}: ${faults.length === 0 ? 'ok' : faults.join('; ')}`);
    const done = await killRuns({ runs: RUNS, seed, budgetMs: BUDGET_MS, onRun: tell });
    const kills = done.flatMap(({ killedAt }) => killedAt).filter(at => !at.startsWith(ENDED)).length;
    const failed = done.filter(({ faults }) => faults.length > 0).length;
    const seconds = Math.round((performance.now() - began) / 1000);
    say(`seed ${seed}: ${done.length} runs, ${kills} kills, ${failed} failed, ${seconds} s`);
    expect(done.flatMap(({ faults }) => faults)).toEqual([]);
  },
  2 * BUDGET_MS,
);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

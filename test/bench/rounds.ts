import type { Figure } from './figures.ts';

/** What one round takes, in any unit. */
export type Round = () => Promise<number>;

type Compared = Required<Pick<Figure, 'ours' | 'ratio' | 'spread'>> & { theirs: number };

/**
 * Ours and theirs by turns, so that whatever else the machine does is borne by both: medians of each, and of the rounds' ratios.
 * @param kind `share`: ours to theirs; `times`: theirs to ours
 */
export async function sideBySide(
  rounds: number,
  ours: Round,
  theirs: Round,
  kind: 'share' | 'times' = 'share',
): Promise<Compared> {
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    // Who begins has what ended before beside it.
    if (round % 2 === 0) pairs.push({ theirs: await theirs(), ours: await ours() });
    else pairs.push({ ours: await ours(), theirs: await theirs() });
  }
  const ratios = pairs.map(pair => (kind === 'share' ? pair.ours / pair.theirs : pair.theirs / pair.ours));
  return {
    ours: quantile(pairs.map(pair => pair.ours)),
    theirs: quantile(pairs.map(pair => pair.theirs)),
    ratio: quantile(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  };
}

/** The middle of some numbers, or the value below which the share `at` of them lies. */
export function quantile(values: readonly number[], at = 0.5): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

/** Milliseconds until a promise settles. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

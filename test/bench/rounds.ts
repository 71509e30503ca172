import type { Figure } from './figures.ts';

/** What one round takes, in any unit. */
export type Round = () => Promise<number>;

type Compared = Required<Pick<Figure, 'ours' | 'ratio' | 'spread'>> & { theirs: number };

interface SideBySide {
  rounds: number;
  ours: Round;
  theirs: Round;
  /** `share`: ours to theirs, the default; `times`: theirs to ours. */
  kind?: 'share' | 'times';
  /**
   * Of the rounds the median counts, or the least that each of both took: what others do on the machine only ever adds, so few
   * rounds give a steady ratio. For the quick form.
   */
  counts?: 'median' | 'least';
}

/** Ours and theirs by turns, so that whatever else the machine does is borne by both. */
export async function sideBySide(options: SideBySide): Promise<Compared> {
  const { rounds, ours, theirs, kind = 'share', counts = 'median' } = options;
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    // Who begins has what ended before beside it.
    if (round % 2 === 0) pairs.push({ theirs: await theirs(), ours: await ours() });
    else pairs.push({ ours: await ours(), theirs: await theirs() });
  }
  const ratioOf = (pair: { ours: number; theirs: number }) =>
    kind === 'share' ? pair.ours / pair.theirs : pair.theirs / pair.ours;
  const ratios = pairs.map(ratioOf);
  const at = counts === 'median' ? 0.5 : 0;
  const taken = {
    ours: quantile(
      pairs.map(pair => pair.ours),
      at,
    ),
    theirs: quantile(
      pairs.map(pair => pair.theirs),
      at,
    ),
  };
  return {
    ...taken,
    ratio: counts === 'median' ? quantile(ratios) : ratioOf(taken),
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

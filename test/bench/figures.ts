/** One line of the benchmark's table. */
export interface Figure {
  what: string;
  ours: number;
  unit: 'ms' | 'MB' | 'bytes' | '%';
  /** What it stands beside, measured in the same run. */
  theirs?: { what: string; value: number };
  /** Ours to theirs, the median of the rounds; without `theirs` it is `ours` to `goal`'s unit. */
  ratio?: number;
  /** The most that the ratio may be; without a ratio the most that `ours` may be. Without it: told, not judged. */
  goal?: number;
  /** Too much of a clock's matter to fail a quick run on a busy machine. */
  isNoisy?: boolean;
  /** What has to be known to read it. */
  note?: string;
}

export type Verdict = 'reached' | 'missed' | 'far out' | 'told';

/** How a figure stands to its goal; `far out` is twice the goal. */
export function judge({ ours, ratio, goal }: Figure): Verdict {
  if (goal === undefined) return 'told';
  const value = ratio ?? ours;
  if (value <= goal) return 'reached';
  return value <= 2 * goal ? 'missed' : 'far out';
}

/** The middle of some numbers, or the value below which the share `at` of them lies. */
export function quantile(values: readonly number[], at = 0.5): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

/** What a round takes, in any unit. */
export type Round = () => Promise<number>;

/** Ours and theirs by turns, so that whatever else the machine does is borne by both. */
export async function sideBySide(
  rounds: number,
  ours: Round,
  theirs: Round,
): Promise<{ ours: number; theirs: number; ratio: number }> {
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ theirs: await theirs(), ours: await ours() });
  return {
    ours: quantile(pairs.map(pair => pair.ours)),
    theirs: quantile(pairs.map(pair => pair.theirs)),
    ratio: quantile(pairs.map(pair => pair.ours / pair.theirs)),
  };
}

/** Milliseconds until a promise settles. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

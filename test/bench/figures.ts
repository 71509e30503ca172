/** The same in the README's two languages. */
export interface Text {
  en: string;
  zh: string;
}

export type Unit = 'ms' | 'MB' | 'bytes' | '%';

/** One line of the benchmark's table. What is judged is the ratio; without one, `ours`. */
export interface Figure {
  what: Text;
  unit: Unit;
  ours: number;
  /** What it stands beside, measured in the same run. */
  theirs?: { what: Text; value: number };
  /** Of the medians' rounds: ours to theirs, or with a goal of `least` theirs to ours ("so many times as fast"). */
  ratio?: number;
  /** The least and the most of what is judged, over the rounds. */
  spread?: readonly [number, number];
  /** Without it: told, not judged. */
  goal?: Goal;
  /** Milliseconds of one program alone: a busy machine makes them what they are, so no quick run fails on them. */
  isClock?: boolean;
  /** What has to be known to read it. */
  note?: string;
}

export type Goal = { most: number } | { least: number };

export type Verdict = 'reached' | 'missed' | 'far out' | 'told';

/** How a figure stands to its goal; `far out` is twice the goal, or half of it. */
export function judge(figure: Figure): Verdict {
  const { goal } = figure;
  if (!goal) return 'told';
  const beyond = excess(figure);
  if (beyond <= 1) return 'reached';
  return beyond <= 2 ? 'missed' : 'far out';
}

/** How many times as bad as its goal a figure is; up to 1 it is reached. */
export function excess({ ours, ratio, goal }: Figure): number {
  if (!goal) return 0;
  const value = ratio ?? ours;
  if ('least' in goal) return goal.least / value;
  // A goal of nothing at all: anything is too much.
  return value <= goal.most ? value / (goal.most || 1) : value / goal.most;
}

import type { Figure, Goal, Unit } from './figures.ts';

/** The cells of a figure, beside what it is: `goal` and `judged` are empty for one that is only told. */
export interface Cells {
  ours: string;
  theirs: string;
  /** The ratio, with its spread. */
  judged: string;
  goal: string;
}

export function cellsOf({ ours, unit, theirs, ratio, spread, goal }: Figure): Cells {
  const bare = ratio === undefined ? (value: number) => amount(value, unit) : share;
  const times = goal && 'least' in goal ? '×' : '';
  const range = spread ? ` (${spread.map(end => bare(end).split(' ')[0]).join('–')})` : '';
  return {
    ours: `${amount(ours, unit)}${ratio === undefined ? range : ''}`,
    theirs: theirs ? amount(theirs.value, unit) : '',
    judged: ratio === undefined ? '' : `${share(ratio)}${times}${range}`,
    goal: goal ? `${sign(goal)} ${bare('least' in goal ? goal.least : goal.most)}${times}` : '',
  };
}

function sign(goal: Goal): string {
  return 'least' in goal ? '≥' : '≤';
}

function amount(value: number, unit: Unit): string {
  if (unit === 'ms' && Math.abs(value) >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  const digits =
    Math.abs(value) >= 100 || unit === 'bytes' || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function share(ratio: number): string {
  if (ratio >= 10) return ratio.toFixed(ratio === Math.round(ratio) ? 0 : 1);
  return ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2);
}

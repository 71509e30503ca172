import { type Figure, judge } from './figures.ts';
import type { Machine } from './machine.ts';

/** What a run of the benchmark begins with. */
export function headline({ cpu, cores, memoryGB, system, node, redis, load }: Machine): string {
  return `${cpu}, ${cores} cores, ${memoryGB} GB · ${system} · Node ${node} · Redis ${redis} · load ${load}`;
}

const columns = ['what', 'ours', 'theirs', 'ratio', 'goal', ''] as const;

/** A group of figures as a table. */
export function tableLines(group: string, figures: readonly Figure[]): string[] {
  const rows = [[group, ...columns.slice(1)], ...figures.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  return [
    '',
    ...rows.map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function cells(figure: Figure): string[] {
  const { what, ours, unit, theirs, ratio, goal, note } = figure;
  const verdict = judge(figure);
  return [
    what,
    amount(ours, unit),
    theirs ? `${amount(theirs.value, unit)} ${theirs.what}` : '',
    ratio === undefined ? '' : share(ratio),
    goal === undefined ? '' : `≤ ${ratio === undefined ? amount(goal, unit) : share(goal)}`,
    [verdict === 'told' ? '' : verdict, note ?? ''].filter(Boolean).join(', '),
  ];
}

function amount(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) >= 100 || unit === 'bytes' ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function share(ratio: number): string {
  return ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2);
}

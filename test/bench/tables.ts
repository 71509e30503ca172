import { cellsOf } from './amounts.ts';
import { type Figure, judge, type Text } from './figures.ts';
import { type Machine, machineLine } from './machine.ts';

/** A run of the benchmark, as it is written. */
export interface Measured {
  date: string;
  machine: Machine;
  short: boolean;
  parts: readonly { part: string; figures: readonly Figure[] }[];
}

/** Several runs as one: the date and the machine are those of the first. */
export function joinRuns(runs: readonly Measured[]): Measured {
  const [first] = runs;
  if (!first) throw new RangeError('no run');
  return { ...first, parts: runs.flatMap(({ parts }) => parts) };
}

/** A part's figures as a table for a terminal. */
export function plainTable(part: string, figures: readonly Figure[]): string[] {
  const rows = [[part, 'ours', 'beside it', 'ratio', 'goal', ''], ...figures.map(plainRow)];
  const widths = rows.reduce((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)), [0]);
  return rows.map(row =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function plainRow(figure: Figure): string[] {
  const { ours, theirs, judged, goal } = cellsOf(figure);
  const verdict = judge(figure);
  const said = [verdict === 'told' ? '' : verdict, figure.note ?? ''].filter(Boolean).join('; ');
  return [
    figure.what.en,
    ours,
    [theirs, figure.theirs?.what.en].filter(Boolean).join(' '),
    judged,
    goal,
    said,
  ];
}

const colon = { en: ': ', zh: '：' } as const;
const heads = {
  en: ['', 'slotsh', 'beside it', 'ratio', 'goal'],
  zh: ['', 'slotsh', '对照', '比值', '目标'],
} as const;

/** The whole run as the README's table, and what it was taken on. */
export function readmeTable({ date, machine, parts }: Measured, language: keyof Text): string[] {
  const row = (cells: readonly string[]) => `|${cells.map(cell => (cell ? ` ${cell} ` : ' ')).join('|')}|`;
  const rows = parts
    .flatMap(({ figures }) => figures)
    .map(figure => {
      const { ours, theirs, judged, goal } = cellsOf(figure);
      const beside = figure.theirs ? `${figure.theirs.what[language]}${colon[language]}${theirs}` : '';
      return row(
        [figure.what[language], ours, beside, judged, goal].map(cell => cell.replaceAll('|', '\\|')),
      );
    });
  const day = date.slice(0, 10);
  const taken = {
    en: `Measured on ${day}: ${machineLine(machine)}.`,
    zh: `测量于 ${day}：${machineLine(machine)}。`,
  };
  return [taken[language], '', row(heads[language]), row(heads[language].map(() => '---')), ...rows];
}

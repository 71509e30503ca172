import type { Outcome } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { guideAllocationLines } from '../exhibits/allocation-lines.ts';
import type { NextCommands } from '../setup/next-commands.ts';
import { countChanges } from './count-changes.ts';
import { planLines } from './plan-lines.ts';

/** What `--plan` comes to: everything that would be changed, the table where a cluster would be formed, and how much it is. */
export function plannedLines(
  { changes, plan }: Extract<Outcome, { outcome: 'planned' }>,
  next: NextCommands,
  words: Words,
  width: number,
): Line[] {
  const { result, exhibits, plan: told } = words.setup;
  if (changes.length === 0) return wrapSpan({ text: told.nothing }, width);
  const forms = changes.some(({ kind }) => kind === 'form-cluster');
  const allocation = guideAllocationLines(plan, words, width - 2).map(row => line('  ', ...row));
  return [
    line(span('strong', told.changes)),
    [],
    ...planLines(changes, words, width),
    [],
    ...(forms ? [line(span('strong', exhibits.allocation)), ...allocation, []] : []),
    line(result.planned),
    ...wrapSpan({ text: result.toDo(told.counts(countChanges(changes)), next.up) }, width),
  ];
}

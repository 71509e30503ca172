import type { Outcome } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { guideAllocationLines } from '../exhibits/allocation-lines.ts';
import type { NextCommands } from '../setup/next-commands.ts';
import { countChanges } from './count-changes.ts';
import { formingOutlook } from './forming-outlook.ts';
import { planLines } from './plan-lines.ts';

/** What `--plan` comes to: everything that would be changed, the table where a cluster would be formed, and how much it is. */
export function plannedLines(
  { changes, plan }: Extract<Outcome, { outcome: 'planned' }>,
  next: NextCommands,
  words: Words,
  width: number,
): Line[] {
  const { result, plan: told } = words.setup;
  if (changes.length === 0) return wrapSpan({ text: told.nothing }, width);
  const [title, ...outlook] = formingOutlook({ changes, plan }, words, width - 2, guideAllocationLines);
  return [
    line(span('strong', told.changes)),
    [],
    ...planLines(changes, words, width),
    [],
    ...(title ? [title, ...outlook.map(row => line('  ', ...row)), []] : []),
    line(result.planned),
    ...wrapSpan({ text: result.toDo(told.counts(countChanges(changes)), next.up) }, width),
  ];
}

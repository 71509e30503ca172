import type { Exhibit } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { formatDuration } from '../components/format-duration.ts';
import { type Line, line, span } from '../components/line.ts';
import { exhibitLines, exhibitTitle } from '../exhibits/exhibit-lines.ts';
import { failureBlock } from './failure-block.ts';
import type { NextCommands } from './next-commands.ts';
import { resultLines } from './result-lines.ts';
import { stepMark } from './setup-marks.ts';
import type { SetupState, StepView } from './setup-state.ts';
import { stepTitle } from './step-lines.ts';

/**
 * The whole set-up as calm text for the scrollback: every step with what it showed and warned of, then the result.
 * Commands and snippets are whole, to be copied; tables fit into `width` columns. A run that changed nothing is told in short:
 * how the cluster is, not again what it was made of.
 */
export function summaryLines(setup: SetupState, next: NextCommands, words: Words, width: number): Line[] {
  const steps = setup.steps
    .filter(step => step.state !== 'waiting')
    .flatMap(step => stepSummary(step, setup, words, width));
  const gap = (steps.at(-1)?.length ?? 0) > 0 ? [[]] : [];
  return [...steps, ...gap, ...resultLines(setup, next, words, width)];
}

function stepSummary(step: StepView, setup: SetupState, words: Words, width: number): Line[] {
  const note =
    step.state === 'done' ? formatDuration(step.ms ?? 0, words) : words.setup.stepStates[step.state];
  const heading = line(
    stepMark(step.state),
    ' ',
    span('strong', stepTitle(step.id, setup.runtime, words)),
    span('dim', `  ${note}`),
  );
  const warnings = step.warnings.flatMap(failure => [
    ...failureBlock(failure, words, width - 3, { mark: span('warn', '!'), toBeCopied: true }),
    [],
  ]);
  // Snippets are long: before the tables, so that these stand nearest to the result.
  const isLong = ({ kind }: Exhibit) => kind === 'snippets';
  const changed = setup.outcome?.outcome !== 'done' || setup.outcome.changed;
  const exhibits = [
    ...step.exhibits.filter(each => isLong(each) && changed),
    ...step.exhibits.filter(each => !isLong(each) && (changed || step.id === 'verify')),
  ];
  const shown = exhibits.flatMap(exhibit => [
    line(span('accent', exhibitTitle(exhibit, setup.runtime, words))),
    ...exhibitLines(exhibit, words, width - 5).map(row => line('  ', ...row)),
    [],
  ]);
  const below = [...warnings, ...shown].map(row => (row.length === 0 ? row : line('  ', ...row)));
  return below.length === 0 ? [heading] : [heading, [], ...below];
}

import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { type Line, line, lineWidth, padLine, span, wrapSpan } from '../components/line.ts';
import { failureBlock } from './failure-block.ts';
import type { SetupScreenProps } from './SetupScreen.tsx';
import { layoutScreen } from './screen-layout.ts';
import { currentStep } from './screen-state.ts';
import type { SetupState } from './setup-state.ts';
import { stepLines, stepTitle, stepWhy } from './step-lines.ts';
import { taskLines } from './task-lines.ts';

const divider = '  │ ';
/** What a step is for stays out of the way of what happens in it. */
const mostWhyRows = 3;
const fewestOtherRows = 12;

/** The steps on the left, what happens now on the right; one below the other where the terminal is narrow. */
export function WorkView({ state, words, theme }: SetupScreenProps) {
  const { width, bodyHeight, narrow } = layoutScreen(state.size);
  // Nothing is known before the run has said what it consists of.
  if (state.setup.steps.length === 0) return <Lines lines={[]} height={bodyHeight} theme={theme} />;
  const steps = stepLines(state.setup, words);
  const left = Math.max(0, ...steps.map(lineWidth));
  if (narrow) {
    const now = nowLines(state.setup, words, width - 1, Math.max(1, bodyHeight - steps.length - 1));
    const indented = now.map(row => line(' ', ...row));
    return <Lines width={width} lines={[...steps, [], ...indented]} height={bodyHeight} theme={theme} />;
  }
  const now = nowLines(state.setup, words, width - left - divider.length, bodyHeight);
  const rows = Array.from({ length: bodyHeight }, (_, row) => [
    ...padLine(steps[row] ?? [], left),
    span('dim', divider),
    ...(now[row] ?? []),
  ]);
  return <Lines width={width} lines={rows} theme={theme} />;
}

/** The step that is under way: its title, what it is for, what it warned of, and its rows. */
function nowLines(setup: SetupState, words: Words, width: number, height: number): Line[] {
  const step = currentStep(setup);
  if (!step) return [];
  const ended = step.tasks.filter(({ state }) => state !== 'running' && state !== 'failed').length;
  const count = step.tasks.length > 1 ? `  ${ended} / ${step.tasks.length}` : '';
  const title = line(span('strong', stepTitle(step.id, setup.runtime, words)), span('dim', count));
  const said = [
    ...step.warnings.map(failure =>
      failureBlock(failure, words, width, { mark: span('warn', '!'), close: true }),
    ),
    ...(setup.failure ? [failureBlock(setup.failure, words, width)] : []),
  ].flatMap(block => [...block, []]);
  const above = [
    title,
    ...(said.length === 0 ? whyLines(stepWhy(step.id, setup.runtime, words), width, height) : []),
    [],
    ...said.slice(0, Math.max(0, height - 5)),
  ];
  const rows = taskLines(step, setup, words, width, Math.max(3, height - above.length));
  return [...above, ...rows].slice(0, height);
}

/** What the step is for, where that leaves enough room for what happens. */
function whyLines(why: string, width: number, height: number): Line[] {
  const rows = wrapSpan(span('dim', why), width);
  return rows.length <= mostWhyRows && height - rows.length >= fewestOtherRows ? rows : [];
}

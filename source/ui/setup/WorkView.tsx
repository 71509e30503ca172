import type { Words } from '../../words/words.ts';
import { Lines } from '../components/Lines.tsx';
import { type Line, line, lineWidth, padLine, span } from '../components/line.ts';
import { failureBlock } from './failure-block.ts';
import type { SetupScreenProps } from './SetupScreen.tsx';
import { layoutScreen } from './screen-layout.ts';
import { currentStep } from './screen-state.ts';
import type { SetupState } from './setup-state.ts';
import { stepLines, stepTitle } from './step-lines.ts';
import { taskLines } from './task-lines.ts';

const divider = '  │ ';

/** The steps on the left, what happens now on the right; one below the other where the terminal is narrow. */
export function WorkView({ state, words, theme }: SetupScreenProps) {
  const { width, bodyHeight, narrow } = layoutScreen(state.size);
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

/** The step that is under way: its title, what it warned of, and its rows. */
function nowLines(setup: SetupState, words: Words, width: number, height: number): Line[] {
  const step = currentStep(setup);
  if (!step) return [];
  const ended = step.tasks.filter(({ state }) => state !== 'running' && state !== 'failed').length;
  const count = step.tasks.length > 1 ? `  ${ended} / ${step.tasks.length}` : '';
  const title = [line(span('strong', stepTitle(step.id, setup.runtime, words)), span('dim', count))];
  const said = [
    ...step.warnings.flatMap(failure => failureBlock(failure, words, width, span('warn', '!'))),
    ...(setup.failure ? failureBlock(setup.failure, words, width) : []),
  ];
  const above = [...title, [], ...said.slice(0, Math.max(0, height - 6)), ...(said.length > 0 ? [[]] : [])];
  return [...above, ...taskLines(step, words, width, Math.max(3, height - above.length))].slice(0, height);
}

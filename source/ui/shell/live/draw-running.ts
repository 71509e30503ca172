import type { Words } from '../../../words/words.ts';
import type { Line } from '../../components/line.ts';
import { nodeAt, nodeText } from '../naming/node-names.ts';
import { describeRunning } from '../running.ts';
import type { ShellState } from '../shell-state.ts';
import { fitWording } from './fit-wording.ts';

/** What runs, how far it is, and how it is ended, on one row; where there is little room, the last is the last to go. */
export function drawRunning(state: ShellState, words: Words, width: number): Line {
  const { running, queue, view } = state;
  if (!running) return [];
  const { shell } = words;
  const { what, howFar, briefly, time, end } = describeRunning(running, words);
  // What `:stat` reads stands under it, and says that it runs.
  const name = running.stats && !running.stopping ? [] : [what];
  const here = nodeAt(view, view.current);
  const beside = [
    ...(queue.length > 0 ? [shell.linesWait(queue.length)] : []),
    ...(here?.health === 'suspect' ? [shell.silent(nodeText(here))] : []),
  ];
  const wordings = [
    [...name, ...howFar, time, ...end, ...beside],
    [...name, ...howFar, time, ...end],
    [...(howFar.length > 0 ? howFar : name), ...end],
    ...(briefly === undefined ? [] : [[briefly, ...end]]),
    end.length > 0 ? end : name,
  ];
  const lines = wordings.map((parts): Line => [{ text: ` ${parts.join(' · ')}`, role: 'dim' }]);
  return fitWording(lines, width);
}

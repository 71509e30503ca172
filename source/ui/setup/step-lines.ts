import type { StepId } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { formatDuration } from '../components/format-duration.ts';
import { type Line, line, type Span, span } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { stepMark } from './setup-marks.ts';
import type { SetupState, StepView } from './setup-state.ts';

/** A step's title; without Docker the third one starts servers, not containers. */
export function stepTitle(id: StepId, runtime: SetupState['runtime'], words: Words): string {
  return id === 'start-containers' && runtime === 'process'
    ? words.setup.startProcesses
    : words.setup.steps[id];
}

/** What a step is for. */
export function stepWhy(id: StepId, runtime: SetupState['runtime'], words: Words): string {
  return id === 'start-containers' && runtime === 'process'
    ? words.setup.whyStartProcesses
    : words.setup.whys[id];
}

/** The steps with their state and time, all equally wide. */
export function stepLines(state: SetupState, words: Words): Line[] {
  const titles = state.steps.map(step => stepTitle(step.id, state.runtime, words));
  const notes = state.steps.map(step => stepNote(step, state.at, words));
  const titleWidth = Math.max(0, ...titles.map(textWidth));
  const noteWidth = Math.max(
    textWidth(words.setup.stepStates.unchanged),
    ...notes.map(note => textWidth(note.text)),
  );
  return state.steps.map((step, index) => {
    const title = padText(titles[index] ?? '', titleWidth);
    const note = notes[index] ?? { text: '' };
    return line(
      ' ',
      stepMark(step.state),
      ' ',
      span(step.state === 'running' ? 'strong' : step.state === 'waiting' ? 'dim' : 'plain', title),
      '  ',
      { ...note, text: padText(note.text, noteWidth, 'right') },
    );
  });
}

/** What stands behind a step: its time while it is under way and when it is done, else its state as a word. */
function stepNote({ state, startedAt = 0, ms = 0 }: StepView, at: number, words: Words): Span {
  if (state === 'waiting') return { text: '' };
  if (state === 'running') return { text: formatDuration(Math.max(0, at - startedAt), words, true) };
  if (state === 'done') return span('dim', formatDuration(ms, words));
  const role = { failed: 'fail', skipped: 'warn', interrupted: 'warn', unchanged: 'dim' } as const;
  return span(role[state], words.setup.stepStates[state]);
}

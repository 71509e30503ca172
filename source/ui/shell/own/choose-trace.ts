import type { TraceLevel } from '../../../words/routing-facts.ts';
import { escapeText } from '../../escape-text.ts';
import { choiceLines } from '../transcript/choice-lines.ts';
import { noticeLine } from '../transcript/transcript-line.ts';
import type { OwnScreen } from './own-screens.ts';

const levels: readonly TraceLevel[] = ['full', 'line', 'off'];

/** `:trace [LEVEL]`: how much of a command's way is shown from now on; without a level which one it is. */
export const chooseTrace: OwnScreen = (state, args, { routing }) => {
  const word = args[0]?.toString();
  const level = word === undefined ? state.trace : levels.find(one => one === word.toLowerCase());
  if (!level) {
    const unknown = noticeLine(routing.traceUnknown(escapeText(word ?? '')), 'warn');
    return { state, effects: [{ type: 'print', lines: [unknown] }] };
  }
  const lines = choiceLines(levels, level, routing.traceDoes);
  return { state: { ...state, trace: level }, effects: [{ type: 'print', lines }] };
};

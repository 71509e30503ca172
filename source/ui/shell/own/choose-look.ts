import { escapeText } from '../../escape-text.ts';
import { plainLook, type ReplyLook } from '../replies/reply-look.ts';
import { justBegun } from '../running.ts';
import { choiceLines } from '../transcript/choice-lines.ts';
import { noticeLine } from '../transcript/transcript-line.ts';
import type { OwnScreen } from './own-screens.ts';

const choices = ['on', 'off'] as const;

/** `:page` and `:pretty` show the last reply once more; with `on` and `off` they say how replies are shown from now on. */
export function chooseLook(what: keyof ReplyLook, as: 'page' | 'pretty'): OwnScreen {
  return (state, args, { replies }) => {
    const word = args[0]?.toString().toLowerCase();
    if (word === undefined) {
      return { state: { ...state, running: justBegun }, effects: [{ type: 'show-last', as }] };
    }
    const choice = choices.find(one => one === word);
    if (!choice) {
      const unknown = noticeLine(replies.onOrOff(escapeText(word)), 'warn');
      return { state, effects: [{ type: 'print', lines: [unknown] }] };
    }
    const chosen = { ...state.look, [what]: choice === 'on' };
    const look = chosen.paged || chosen.pretty ? chosen : plainLook;
    const lines = choiceLines(choices, choice, replies.does[as]);
    return { state: { ...state, look }, effects: [{ type: 'print', lines }] };
  };
}

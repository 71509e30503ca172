import { isTask } from '../../shell/line/own-commands.ts';
import type { ParsedLine } from '../../shell/line/parse-line.ts';
import type { Outlet } from '../../shell/line/split-outlet.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';
import { ownScreens } from './own/own-screens.ts';
import { plainLook } from './replies/reply-look.ts';
import { justBegun } from './running.ts';
import type { ShellEffect, ShellState, ShellStep } from './shell-state.ts';
import { noticeLine, type TranscriptLine } from './transcript/transcript-line.ts';

type OwnLine = Extract<ParsedLine, { kind: 'own' }>;

/** Begins what a line asks for; done already when `running` is not set by it. */
export function beginLine(state: ShellState, line: ParsedLine, words: Words, outlet?: Outlet): ShellStep {
  // What the screen does alone is no reply.
  if (outlet && line.kind === 'own' && !isTask(line.name)) {
    return say(state, [noticeLine(words.replies.onlyReplies, 'warn')]);
  }
  switch (line.kind) {
    case 'nothing':
      return { state, effects: [] };
    case 'unbalanced-quotes':
      // redis-cli's own words, in every language.
      return say(state, [{ left: [{ text: 'Invalid argument(s)' }] }]);
    case 'no-own':
      return say(state, [noticeLine(words.shell.noOwnCommand(escapeText(line.word)), 'warn')]);
    case 'no-target': {
      const text = words.shell.noTarget(escapeText(line.word), escapeText(line.target));
      return say(state, [noticeLine(text, 'warn')]);
    }
    case 'own':
      return beginOwn(state, line, words, outlet);
    case 'targeted':
      return start(state, {
        ...{ type: 'run-task', request: { name: '@', args: line.args, target: line.target } },
        ...(outlet && { outlet }),
      });
    case 'command':
      return start(state, {
        ...{ type: 'run', args: line.args },
        ...(line.repeat && { times: line.repeat }),
        ...(outlet && { outlet }),
        ...(state.look !== plainLook && { look: state.look }),
      });
    case 'wrong-repeat':
      // redis-cli's own words, in every language.
      return say(state, [{ left: [{ text: 'Invalid redis-cli repeat command option value.' }] }]);
    case 'no-repeat':
      return say(state, [noticeLine(words.streams.noRepeat(escapeText(line.word)), 'warn')]);
  }
}

function beginOwn(state: ShellState, line: OwnLine, words: Words, outlet?: Outlet): ShellStep {
  const { name, args, target } = line;
  if (!isTask(name)) return ownScreens[name](state, args, words);
  const request = { name, args, ...(target && { target }) };
  return start(state, { type: 'run-task', request, ...(outlet && { outlet }) });
}

function start(state: ShellState, effect: ShellEffect): ShellStep {
  return { state: { ...state, running: justBegun }, effects: [effect] };
}

function say(state: ShellState, lines: readonly TranscriptLine[]): ShellStep {
  return { state, effects: [{ type: 'print', lines }] };
}

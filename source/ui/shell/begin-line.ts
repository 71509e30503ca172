import { isTask, type OwnCommandName } from '../../shell/own-commands.ts';
import type { ParsedLine } from '../../shell/parse-line.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';
import { ownScreens } from './own/own-screens.ts';
import type { ShellEffect, ShellState, ShellStep } from './shell-state.ts';
import { noticeLine, type TranscriptLine } from './transcript-line.ts';

/** Begins what a line asks for; done already when `running` is not set by it. */
export function beginLine(state: ShellState, line: ParsedLine, words: Words): ShellStep {
  switch (line.kind) {
    case 'nothing':
      return { state, effects: [] };
    case 'unbalanced-quotes':
      // redis-cli's own words, in every language.
      return say(state, [{ left: [{ text: 'Invalid argument(s)' }] }]);
    case 'no-own':
      return say(state, [noticeLine(words.shell.noOwnCommand(escapeText(line.word)), 'warn')]);
    case 'own':
      return beginOwn(state, line.name, line.args, words);
    case 'command':
      return start(state, { type: 'run', args: line.args });
  }
}

function beginOwn(state: ShellState, name: OwnCommandName, args: readonly Buffer[], words: Words): ShellStep {
  return isTask(name) ? start(state, { type: 'run-task', name, args }) : ownScreens[name](state, args, words);
}

function start(state: ShellState, effect: ShellEffect): ShellStep {
  return { state: { ...state, running: { seconds: 0, stopping: false } }, effects: [effect] };
}

function say(state: ShellState, lines: readonly TranscriptLine[]): ShellStep {
  return { state, effects: [{ type: 'print', lines }] };
}

import { quoteWord } from '../../../shell/complete/quote-word.ts';
import type { OwnCommandName, TaskName } from '../../../shell/line/own-commands.ts';
import type { Words } from '../../../words/words.ts';
import { askToLeave } from '../asking/leave-shell.ts';
import type { ShellState, ShellStep } from '../shell-state.ts';
import { chooseLook } from './choose-look.ts';
import { chooseTrace } from './choose-trace.ts';
import { showHelp } from './show-help.ts';
import { showKey, showWhy } from './show-why.ts';

/** What one of the shell's own commands does to the screen; pure, as the reducer that calls it. */
export type OwnScreen = (state: ShellState, args: readonly Buffer[], words: Words) => ShellStep;

/** The own commands that the screen does alone. */
export const ownScreens: Record<Exclude<OwnCommandName, TaskName>, OwnScreen> = {
  help: showHelp,
  why: showWhy,
  ':explain': showKey,
  ':trace': chooseTrace,
  ':page': chooseLook('paged', 'page'),
  ':pretty': chooseLook('pretty', 'pretty'),
  ':where': (state, args) => ({
    state,
    effects: [{ type: 'tell-where', line: args.map(quoteWord).join(' ') }],
  }),
  clear: state => ({ state, effects: [{ type: 'clear-screen' }] }),
  quit: (state, _args, words) => askToLeave({ ...state, queue: [] }, words),
};

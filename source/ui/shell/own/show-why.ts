import { noticeLine } from '../transcript/transcript-line.ts';
import { explainCommand } from '../why/explain-command.ts';
import { explainKey } from '../why/explain-key.ts';
import { pageLines } from '../why/page-lines.ts';
import type { OwnScreen } from './own-screens.ts';

/** `why`: the page about what happened last. */
export const showWhy: OwnScreen = (state, _args, words) => {
  const { view, past } = state;
  const { story, news } = past;
  const isNothing = !story && news.length === 0;
  const lines = isNothing
    ? [{ left: [{ text: '  ' }], prose: { text: words.why.nothing } }]
    : pageLines(
        words.why.page({ ...(story && { command: explainCommand(story, view, words) }), news }),
        words,
      );
  return { state, effects: [{ type: 'print', lines }] };
};

/** `:explain KEY`: the page about a key; nothing is sent. */
export const showKey: OwnScreen = (state, [key], words) => {
  if (state.view.state === 'standalone') {
    return { state, effects: [{ type: 'print', lines: [noticeLine(words.why.alone, 'warn')] }] };
  }
  const lines = key
    ? pageLines(words.why.key(explainKey(key, state.view)), words)
    : [noticeLine(words.ownCommands[':explain'].usage, 'warn')];
  return { state, effects: [{ type: 'print', lines }] };
};

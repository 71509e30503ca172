import { findDoc } from '../../../shell/complete/command-docs.ts';
import { findOwnCommand, type OwnCommandName, ownCommands } from '../../../shell/line/own-commands.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import type { ShellState } from '../shell-state.ts';
import { noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { commandPage } from './help/command-page.ts';
import { groupPage } from './help/group-page.ts';
import { sentence, table, title } from './help/page-lines.ts';
import type { OwnScreen } from './own-screens.ts';

/** `help`: what a line is, the shell's own commands and the keys; `help COMMAND`, `help @GROUP`: their pages. */
export const showHelp: OwnScreen = (state, args, words) => {
  const topic = args.map(arg => arg.toString());
  return { state, effects: [{ type: 'print', lines: helpLines(topic, state, words) }] };
};

/** Room for most of the own commands with their words; the rest of 80 columns holds a sentence. */
const NAME_COLUMNS = 22;

function helpLines(
  topic: readonly string[],
  { knowledge: { catalogue }, view }: ShellState,
  words: Words,
): TranscriptLine[] {
  const [first = ''] = topic;
  if (first === '') return overview(words);
  const own = findOwnCommand(first);
  if (own) return ownPage(own, words);
  if (first.startsWith('@')) return groupPage(first.slice(1), catalogue, words);
  const doc = findDoc(catalogue, topic);
  return doc
    ? commandPage(doc, catalogue, view, words)
    : [noticeLine(words.shell.noHelp(escapeText(topic.join(' '))), 'warn')];
}

function overview({ shell, ownCommands: own }: Words): TranscriptLine[] {
  const commands = (Object.keys(ownCommands) as OwnCommandName[]).map(
    name => [own[name].usage, own[name].does] as const,
  );
  return [
    ...shell.help.sentences.map((text): TranscriptLine => ({ left: [], prose: { text } })),
    title(shell.help.commands),
    ...table(commands, { mostColumns: NAME_COLUMNS }),
    title(shell.help.keyTitle),
    ...table(shell.help.keys),
  ];
}

function ownPage(name: OwnCommandName, { ownCommands: own }: Words): TranscriptLine[] {
  const { usage, does, more } = own[name];
  return [{ left: [{ text: `  ${usage}`, role: 'accent' }] }, ...[does, ...more].map(sentence)];
}

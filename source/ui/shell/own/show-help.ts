import { findOwnCommand, type OwnCommandName, ownCommands } from '../../../shell/own-commands.ts';
import type { Words } from '../../../words/words.ts';
import { padText, textWidth } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';
import { noticeLine, type TranscriptLine } from '../transcript-line.ts';
import type { OwnScreen } from './own-screens.ts';

/** `help`: what a line is, the shell's own commands and the keys; `help COMMAND`: the page of one command. */
export const showHelp: OwnScreen = (state, args, words) => {
  const topic = args[0]?.toString() ?? '';
  return { state, effects: [{ type: 'print', lines: helpLines(topic, words) }] };
};

function helpLines(topic: string, words: Words): TranscriptLine[] {
  if (topic === '') return overview(words);
  const name = findOwnCommand(topic);
  return name ? ownPage(name, words) : [noticeLine(words.shell.noHelp(escapeText(topic)), 'warn')];
}

function overview({ shell, ownCommands: own }: Words): TranscriptLine[] {
  const commands = (Object.keys(ownCommands) as OwnCommandName[]).map((name): [string, string] => [
    own[name].usage,
    own[name].does,
  ]);
  return [
    ...shell.help.sentences.map((text): TranscriptLine => ({ left: [], prose: { text } })),
    title(shell.help.commands),
    ...table(commands),
    title(shell.help.keyTitle),
    ...table(shell.help.keys),
  ];
}

function ownPage(name: OwnCommandName, { ownCommands: own }: Words): TranscriptLine[] {
  const { usage, does, more } = own[name];
  return [
    { left: [{ text: `  ${usage}`, role: 'accent' }] },
    ...[does, ...more].map((text): TranscriptLine => ({ left: [{ text: '  ' }], prose: { text } })),
  ];
}

function title(text: string): TranscriptLine {
  return { left: [{ text, role: 'strong' }] };
}

function table(rows: readonly (readonly [name: string, does: string])[]): TranscriptLine[] {
  const widest = Math.max(...rows.map(([name]) => textWidth(name)));
  return rows.map(
    ([name, does]): TranscriptLine => ({
      left: [{ text: `  ${padText(name, widest)}  `, role: 'accent' }],
      prose: { text: does },
    }),
  );
}

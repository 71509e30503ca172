import type { Question } from '../guide/events.ts';
import { promptsOf } from '../guide/reach-hosts.ts';
import type { HostPrompts } from '../hosts/host.ts';
import { lineText } from '../ui/components/line.ts';
import { askInLine } from '../ui/plain/ask-in-line.ts';
import { terminalWidth } from '../ui/plain/terminal-width.ts';
import { questionLines, questionSentence } from '../ui/setup/question-lines.ts';
import type { Lend } from '../ui/shell/lendable-display.ts';
import type { CommandContext } from './context.ts';

/**
 * What a host has to ask on the way in, asked on lines of the terminal.
 * @param lend takes the screen away for each question, where one is drawn
 */
export function hostPrompts(
  { words, stdin, stdout, signal }: Pick<CommandContext, 'words' | 'stdin' | 'stdout' | 'signal'>,
  lend: Lend = work => work(),
): HostPrompts {
  const answer = askInLine({ words, stdin, stdout, signal, leave: () => undefined });
  const ask = (question: Question) =>
    lend(() => {
      const about = questionLines(question, words, terminalWidth(stdout));
      stdout.write(`${[...about.map(lineText), questionSentence(question, words)].join('\n')}\n`);
      return answer(question);
    });
  return promptsOf({ ask });
}

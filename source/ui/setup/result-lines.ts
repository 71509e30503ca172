import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { plannedLines } from '../plan/planned-lines.ts';
import { failureBlock } from './failure-block.ts';
import type { NextCommands } from './next-commands.ts';
import { nextLines } from './next-lines.ts';
import type { SetupState } from './setup-state.ts';

/**
 * How the run ended, for the scrollback: the result and what to do next, a password that was made, or the failure.
 * Sentences wrap at `width` columns; passwords and commands are whole, to be copied.
 */
export function resultLines(setup: SetupState, next: NextCommands, words: Words, width: number): Line[] {
  const { outcome } = setup;
  if (!outcome) return [];
  const { result } = words.setup;
  switch (outcome.outcome) {
    case 'done': {
      const masters = outcome.nodes.filter(node => node.role === 'master').length;
      const size = result.masters(masters, outcome.nodes.length - masters);
      const name = escapeText(outcome.name);
      return [
        line(
          span('ok', '✓ '),
          span('strong', outcome.changed ? result.made(name) : result.unchanged(name)),
          `  ${size}`,
        ),
        [],
        ...nextLines(outcome.nodes, next, words, width - 2).map(row => line('  ', ...row)),
        ...passwordLines(setup, outcome.passwordFile, words, width),
      ];
    }
    case 'planned':
      return plannedLines(outcome, next, words, width);
    case 'checked':
      return [line(span('ok', '✓ '), result.nothingInTheWay(next.up))];
    case 'failed':
      return failureBlock(outcome.failure, words, width - 1, { toBeCopied: true });
    case 'interrupted':
      return wrapSpan({ text: result.interrupted(next.up) }, width - 3).map((row, index) =>
        line(index === 0 ? span('warn', '! ') : '  ', ...row),
      );
  }
}

function passwordLines(setup: SetupState, file: string | undefined, words: Words, width: number): Line[] {
  const { result } = words.setup;
  const sentence = (text: string) => wrapSpan({ text }, width - 2).map(row => line('  ', ...row));
  if (setup.password) {
    return [
      [],
      ...sentence(result.passwordMade),
      line('    ', span('strong', escapeText(setup.password.password))),
      ...sentence(result.passwordKept(escapeText(setup.password.file))),
    ];
  }
  return file === undefined ? [] : [[], ...sentence(result.passwordFile(escapeText(file)))];
}

import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { tellFailure } from './tell-failure.ts';

/**
 * A failure as plain lines: what failed, why, what mends it (alone on its lines, to be copied), and its stable id.
 * Everything is escaped; no colours, no trailing newline. `as` says how the first line begins.
 */
export function failureLines(
  failure: FailureData,
  words: Words,
  as: 'error' | 'warning' = 'error',
): string[] {
  const { what, why, mend } = tellFailure(failure, words);
  const plain = words.plain;
  const lines = indented(`${plain[as]}: `, what, '  ');
  if (failure.id === 'spec-wrong') {
    for (const { line, column, path, id } of failure.facts.faults)
      lines.push(`  ${escapeText(failure.facts.file)}:${line}:${column}: ${escapeText(path)}: ${id}`);
  }
  if (why) lines.push(...indented(`  ${plain.why}: `, why, '    '));
  if (mend) lines.push(`  ${plain.mend}:`, ...indented('    ', mend, '    '));
  lines.push(`  ${plain.failureId}: ${failure.id}`);
  return lines;
}

function indented(lead: string, text: string, indent: string): string[] {
  return escapeLines(text.trimEnd())
    .split('\n')
    .map((line, index) => `${index === 0 ? lead : indent}${line}`);
}

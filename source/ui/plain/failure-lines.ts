import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { tellFailure, tellSpecFault } from './tell-failure.ts';

/**
 * A failure as plain lines: what failed, why, what mends it (alone on its lines, to be copied), and its stable id.
 * A wrong cluster.yaml comes with all its faults. Everything is escaped; no colours. `as` says how the first line begins.
 */
export function failureLines(
  failure: FailureData,
  words: Words,
  as: 'error' | 'warning' = 'error',
): string[] {
  const { what, why, mend } = tellFailure(failure, words);
  const { plain } = words;
  return [
    ...indented(`${plain[as]}: `, what, '  '),
    ...specFaultLines(failure, words).map(fault => `  ${fault}`),
    ...(why ? indented(`  ${plain.why}: `, why, '    ') : []),
    ...(mend ? [`  ${plain.mend}:`, ...indented('    ', mend, '    ')] : []),
    `  ${plain.failureId}: ${failure.id}`,
  ];
}

/** Every fault of a wrong cluster.yaml as `file:line:column: path: sentence`, escaped; nothing for other failures. */
export function specFaultLines(failure: FailureData, words: Words): string[] {
  if (failure.id !== 'spec-wrong') return [];
  return failure.facts.faults.map(fault => {
    const place = `${failure.facts.file}:${fault.line}:${fault.column}: `;
    return escapeText(`${place}${fault.path === '' ? '' : `${fault.path}: `}${tellSpecFault(fault, words)}`);
  });
}

function indented(lead: string, text: string, indent: string): string[] {
  return escapeLines(text.trimEnd())
    .split('\n')
    .map((line, index) => `${index === 0 ? lead : indent}${line}`);
}

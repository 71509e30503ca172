import type { FailureData } from '../../words/failure-facts.ts';
import type { LessonFileFaults } from '../../words/lesson-failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { textWidth, wrapText } from '../components/text-width.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { findingsOf, isSentence, tellFailure, tellSpecFault } from './tell-failure.ts';

export interface FailureLinesOptions {
  /** How the first line begins; default `error`. */
  as?: 'error' | 'warning';
  /** Columns at which sentences wrap, at words; left out: they do not. Commands never do, as they are to be copied. */
  width?: number;
}

/**
 * A failure as plain lines: what failed, why, what mends it (alone on its lines, to be copied), and its stable id.
 * A wrong cluster.yaml comes with all its faults, several findings come one by one. Everything is escaped; no colours.
 */
export function failureLines(
  failure: FailureData,
  words: Words,
  { as = 'error', width = Number.POSITIVE_INFINITY }: FailureLinesOptions = {},
): string[] {
  return toldLines(failure, words, { lead: words.plain.label(words.plain[as]), indent: '  ', width });
}

interface Place {
  /** Before the first line. */
  lead: string;
  /** Before all others. */
  indent: string;
  width: number;
}

function toldLines(failure: FailureData, words: Words, { lead, indent, width }: Place): string[] {
  const { what, why, mend } = tellFailure(failure, words);
  const { plain } = words;
  return [
    ...wrapped(lead, what, indent, width),
    ...specFaultLines(failure, words).flatMap(fault => wrapped(indent, fault, `${indent}  `, width)),
    ...findingsOf(failure).flatMap((finding, index) =>
      toldLines(finding, words, { lead: `${indent}${index + 1}. `, indent: `${indent}   `, width }),
    ),
    ...(why ? wrapped(`${indent}${plain.label(plain.why)}`, why, `${indent}  `, width) : []),
    ...(mend
      ? [`${indent}${plain.label(plain.mend).trimEnd()}`, ...mendLines(mend, `${indent}  `, width)]
      : []),
    `${indent}${plain.label(plain.failureId)}${failure.id}`,
  ];
}

function mendLines(mend: string, indent: string, width: number): string[] {
  return wrapped(indent, mend, indent, isSentence(mend) ? width : Number.POSITIVE_INFINITY);
}

/** Every fault of a wrong cluster.yaml or lesson as `file:line:column: path: sentence`, escaped; nothing for other failures. */
export function specFaultLines(failure: FailureData, words: Words): string[] {
  return wrongFilesOf(failure).flatMap(({ file, faults }) =>
    faults.map(fault => {
      const place = `${file}:${fault.line}:${fault.column}: `;
      return escapeText(
        `${place}${fault.path === '' ? '' : `${fault.path}: `}${tellSpecFault(fault, words)}`,
      );
    }),
  );
}

/** The files that are not written as they should be. */
function wrongFilesOf(failure: FailureData): readonly LessonFileFaults[] {
  switch (failure.id) {
    case 'spec-wrong':
      return [failure.facts];
    case 'lesson-wrong':
      return failure.facts.files;
    default:
      return [];
  }
}

function wrapped(lead: string, text: string, indent: string, width: number): string[] {
  const rows = wrapText(`${lead}${escapeLines(text.trimEnd())}`, width, textWidth(indent));
  return rows.map((row, index) => (index === 0 ? row : `${indent}${row}`));
}

import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, type Span, span, wrapSpan } from '../components/line.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeLines } from '../escape-text.ts';
import { specFaultLines } from '../plain/failure-lines.ts';
import { findingsOf, isSentence, tellFailure } from '../plain/tell-failure.ts';

export interface FailureBlockOptions {
  /** Before the first line; default `✗`. */
  mark?: Span;
  /** For the scrollback: a command that mends stays on one line, to be copied. On the screen it wraps, to be read. */
  toBeCopied?: boolean;
  /** Without empty rows between the parts, where other things have to be seen as well. */
  close?: boolean;
}

/** A failure with colours: what and where, why, and what mends it alone on its own lines; several findings one by one. */
export function failureBlock(
  failure: FailureData,
  words: Words,
  width: number,
  { mark = span('fail', '✗'), toBeCopied = false, close = false }: FailureBlockOptions = {},
): Line[] {
  return toldBehind(mark, failure, { words, width, toBeCopied, gap: close ? [] : [[]] });
}

interface Telling {
  words: Words;
  width: number;
  toBeCopied: boolean;
  /** Between the parts. */
  gap: readonly Line[];
}

/** All that there is to say, indented behind its mark. */
function toldBehind(mark: Span, failure: FailureData, telling: Telling): Line[] {
  const { what, why, mend } = tellFailure(failure, telling.words);
  const { plain } = telling.words;
  const indent = ' '.repeat(textWidth(mark.text) + 1);
  const inner = { ...telling, width: telling.width - indent.length };
  const findings = findingsOf(failure).flatMap((finding, index) => [
    [],
    ...toldBehind(span('fail', `${index + 1}.`), finding, { ...inner, gap: [] }),
  ]);
  const rows = [
    ...wrapSpan(span('strong', escapeLines(what)), inner.width),
    ...specFaultLines(failure, telling.words).flatMap(fault => wrapSpan({ text: fault }, inner.width, 2)),
    ...findings,
    ...(why ? [...inner.gap, ...whyLines(why, inner)] : []),
    ...(mend
      ? [...inner.gap, line(span('dim', plain.label(plain.mend).trimEnd())), ...mendLines(mend, inner)]
      : []),
    ...inner.gap,
    line(span('dim', `${plain.label(plain.failureId)}${failure.id}`)),
  ];
  return rows.map((row, index) => {
    if (index === 0) return line(mark, ' ', ...row);
    return row.length === 0 ? row : line(indent, ...row);
  });
}

function whyLines(why: string, { words, width }: Telling): Line[] {
  const label = words.plain.label(words.plain.why);
  const rows = wrapSpan({ text: escapeLines(why.trimEnd()) }, width - textWidth(label));
  return rows.map((row, index) =>
    index === 0 ? line(span('dim', label), ...row) : line(' '.repeat(textWidth(label)), ...row),
  );
}

function mendLines(mend: string, { width, toBeCopied }: Telling): Line[] {
  const columns = toBeCopied && !isSentence(mend) ? Number.POSITIVE_INFINITY : width - 2;
  return wrapSpan(span('accent', escapeLines(mend)), columns).map(row => line('  ', ...row));
}

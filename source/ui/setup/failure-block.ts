import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, type Span, span, wrapSpan } from '../components/line.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeLines } from '../escape-text.ts';
import { specFaultLines } from '../plain/failure-lines.ts';
import { tellFailure } from '../plain/tell-failure.ts';

/**
 * A failure on the screen: what and where, why, and what mends it alone on its own lines.
 * `width` may be infinite: then nothing wraps, and the mending command can be copied from the scrollback as one line.
 */
export function failureBlock(
  failure: FailureData,
  words: Words,
  width: number,
  mark: Span = span('fail', '✗'),
): Line[] {
  const { what, why, mend } = tellFailure(failure, words);
  const lines: Line[] = wrapSpan(span('strong', escapeLines(what)), width - 2).map((row, index) =>
    index === 0 ? line(mark, ' ', ...row) : line('  ', ...row),
  );
  for (const fault of specFaultLines(failure, words)) {
    lines.push(...wrapSpan({ text: fault }, width - 2, 2).map(row => line('  ', ...row)));
  }
  if (why) lines.push(...labelled(words.plain.why, why, width));
  if (mend) {
    lines.push([], line('  ', span('dim', `${words.plain.mend}:`)));
    lines.push(...wrapSpan(span('accent', escapeLines(mend)), width - 4).map(row => line('    ', ...row)));
  }
  return [...lines, [], line('  ', span('dim', `${words.plain.failureId}: ${failure.id}`))];
}

function labelled(label: string, text: string, width: number): Line[] {
  const [first = [], ...rest] = wrapSpan({ text: escapeLines(text.trimEnd()) }, width - 4 - textWidth(label));
  return [[], line('  ', span('dim', `${label}: `), ...first), ...rest.map(row => line('    ', ...row))];
}

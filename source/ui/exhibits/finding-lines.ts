import type { CheckFinding } from '../../cluster/check-findings.ts';
import { describeFinding } from '../../words/describe-finding.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, type Span, span, wrapSpan } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';

/** As redis-cli marks them; all take the same columns. */
const marks = { ok: '[OK]   ', warn: '[WARN] ', fail: '[ERR]  ' } as const;

/** A finding of a check behind its mark, wrapped at words in one column; under it more that is to be said of it. */
export function findingLines(
  finding: CheckFinding,
  words: Words,
  width: number,
  more: readonly string[] = [],
): Line[] {
  const mark = marks[finding.severity];
  const behind = (first: Span, piece: Span): Line[] =>
    wrapSpan(piece, width - mark.length).map((row, index) =>
      line(index === 0 ? first : ' '.repeat(mark.length), ...row),
    );
  const said = escapeText(describeFinding(words.check.findings, finding));
  return [
    ...behind(span(finding.severity, mark), { text: said }),
    ...more.flatMap(text => behind({ text: ' '.repeat(mark.length) }, span('dim', escapeText(text)))),
  ];
}

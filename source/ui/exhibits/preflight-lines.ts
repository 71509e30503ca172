import type { ToldFinding } from '../../guide/preflight/finding.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, type Span, span, wrapSpan } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import { tellFailure } from '../plain/tell-failure.ts';
import type { Role } from '../theme.ts';

const roles = { fail: 'fail', warn: 'warn', info: 'dim' } as const satisfies Record<string, Role>;
const order = { fail: 0, warn: 1, info: 2 } as const;

/** What was found on each host, the worst first: severity, stable id and sentence; for warnings what mends them. */
export function preflightLines(findings: readonly ToldFinding[], words: Words, width: number): Line[] {
  const hosts = [...new Set(findings.map(({ host }) => host))];
  return hosts.flatMap(host => [
    line(span('strong', host === undefined ? words.setup.allHosts : escapeText(host))),
    ...findings
      .filter(finding => finding.host === host)
      .toSorted((a, b) => order[a.severity] - order[b.severity])
      .flatMap(finding => findingRows(finding, words, width)),
  ]);
}

function findingRows({ severity, failure }: ToldFinding, words: Words, width: number): Line[] {
  const { setup } = words;
  const widest = Math.max(...Object.values(setup.severity).map(textWidth)) + 2;
  const mark = span(roles[severity], `  ${padText(`[${setup.severity[severity]}]`, widest)} `);
  const hang = textWidth(mark.text);
  const { what, mend } = tellFailure(failure, words);
  const behind = (first: Span, text: Span): Line[] =>
    wrapSpan(text, width - hang).map((row, index) => line(index === 0 ? first : ' '.repeat(hang), ...row));
  return [
    ...behind(mark, { text: `${failure.id}: ${escapeText(what)}` }),
    // What fails is told again below, with its reason and its mend.
    ...(severity === 'warn' && mend ? behind({ text: ' '.repeat(hang) }, span('dim', escapeText(mend))) : []),
  ];
}

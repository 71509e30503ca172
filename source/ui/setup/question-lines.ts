import type { ChangeCount, Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { tableLines } from '../components/table-lines.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { allocationLines } from '../exhibits/allocation-lines.ts';
import { joinsLines } from '../exhibits/joins-lines.ts';
import { failureBlock } from './failure-block.ts';

/** What a question is about, in at most `width` columns: everything that the person needs to answer it. */
export function questionLines(question: Question, words: Words, width: number): Line[] {
  const { setup } = words;
  switch (question.kind) {
    case 'install-server':
      return [
        ...factLines([[setup.host, escapeText(question.host)]], width),
        line(),
        ...wrapSpan({ text: setup.questions['install-server'] }, width),
        line(),
        ...wrapSpan(span('dim', setup.wouldRun), width),
        line(),
        ...wrapSpan(span('strong', `  ${escapeText(question.command)}`), width, 2),
      ];
    case 'confirm-changes':
      return [
        ...changeCountLines(question.hosts, words, width),
        line(),
        ...wrapSpan(span('dim', setup.changesAdvice), width),
      ];
    case 'confirm-allocation':
      return allocationLines(question.plan, words, width);
    case 'confirm-joins':
      return joinsLines(question.joins, words, width);
    case 'host-key':
      return [
        ...factLines(
          [
            [setup.host, escapeText(question.host)],
            [setup.keyType, escapeText(question.keyType)],
            [setup.fingerprint, escapeText(question.fingerprint)],
          ],
          width,
        ),
        line(),
        ...wrapSpan(span('dim', setup.hostKeyAdvice), width),
        ...wrapSpan(span('dim', `  ${fingerprintCommand(question.keyType)}`), width, 2),
      ];
    case 'secret':
      return [
        ...factLines([[setup.host, escapeText(question.host)]], width),
        line(),
        ...wrapSpan({ text: escapeLines(question.prompt.trimEnd()) }, width),
        ...(question.again ? [line(), line(span('warn', setup.secretWrong))] : []),
      ];
    case 'remove-data':
      return question.places.flatMap(({ host, paths }) => [
        line(span('strong', escapeText(host))),
        ...paths.flatMap(path => wrapSpan({ text: `  ${escapeText(path)}` }, width, 4)),
      ]);
    case 'after-failure':
      return failureBlock(question.failure, words, width);
  }
}

function changeCountLines(hosts: readonly ChangeCount[], words: Words, width: number): Line[] {
  const { changeColumns: titles } = words.setup;
  return tableLines(
    [
      { title: titles.host, yields: 1 },
      { title: titles.files, align: 'right' },
      { title: titles.directories, align: 'right' },
      { title: titles.commands, align: 'right' },
    ],
    hosts.map(({ host, files, directories, commands }) => [
      span('strong', escapeText(host)),
      ...[files, directories, commands].map(String),
    ]),
    width,
  );
}

/** The sentence right before the answers. */
export function questionSentence(question: Question, words: Words): string {
  const { questions } = words.setup;
  if (question.kind === 'secret') return questions.secret[question.secret];
  // It says what it is about above already.
  return question.kind === 'install-server' ? '' : questions[question.kind];
}

/** How a host shows its own key's fingerprint. */
function fingerprintCommand(keyType: string): string {
  const name = /ed25519|ecdsa|rsa|dsa/i.exec(keyType)?.[0].toLowerCase() ?? 'ed25519';
  return `ssh-keygen -lf /etc/ssh/ssh_host_${name}_key.pub`;
}

function factLines(facts: readonly (readonly [string, string])[], width: number): Line[] {
  const labelWidth = Math.max(...facts.map(([label]) => textWidth(label)));
  return facts.flatMap(([label, value]) => {
    const lead = `${label}${' '.repeat(labelWidth - textWidth(label))}  `;
    const [first = [], ...rest] = wrapSpan(span('strong', value), width - labelWidth - 2);
    return [line(span('dim', lead), ...first), ...rest.map(row => line(' '.repeat(labelWidth + 2), ...row))];
  });
}

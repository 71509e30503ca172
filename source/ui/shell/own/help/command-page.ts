import type { CommandCatalogue, CommandDoc } from '../../../../shell/complete/command-docs.ts';
import { grammarOf } from '../../../../shell/complete/grammar.ts';
import { writeSyntax } from '../../../../shell/complete/write-syntax.ts';
import type { ClusterView } from '../../../../shell/session.ts';
import type { Words } from '../../../../words/words.ts';
import { escapeText } from '../../../escape-text.ts';
import type { TranscriptLine } from '../../transcript/transcript-line.ts';
import { behaviourLines } from './behaviour-lines.ts';
import { type PageRow, sentence, table, title } from './page-lines.ts';

/** The page of a server's command: what the server says of it, and what it does across the slots of this very cluster. */
export function commandPage(
  doc: CommandDoc,
  catalogue: CommandCatalogue,
  view: ClusterView,
  words: Words,
): TranscriptLine[] {
  const { commandHelp: help } = words;
  const subcommands = (catalogue.subcommands.get(doc.name) ?? []).flatMap(
    name => catalogue.commands.get(name) ?? [],
  );
  const told = doc.summary === undefined ? help.undocumented : escapeText(doc.summary);
  return [
    { left: [{ text: `  ${escapeText(doc.name.toUpperCase())} `, role: 'accent' }], prose: syntaxOf(doc) },
    sentence(told),
    ...table(factsOf(doc, words), { role: 'dim' }),
    ...(doc.summary !== undefined && help.serversWords !== '' ? [sentence(help.serversWords)] : []),
    ...(subcommands.length > 0 ? subcommandLines(doc, subcommands, words) : behaviourLines(doc, view, words)),
  ];
}

/** A list of commands with their summaries. */
export function commandTable(docs: readonly CommandDoc[]): TranscriptLine[] {
  return table(docs.map(({ name, summary = '' }) => [escapeText(name.toUpperCase()), escapeText(summary)]));
}

function syntaxOf(doc: CommandDoc) {
  return { text: doc.arguments ? escapeText(writeSyntax([grammarOf(doc.arguments)])) : '' };
}

function factsOf(doc: CommandDoc, { commandHelp: help }: Words): PageRow[] {
  const { since, group, complexity, categories = [], deprecated, history = [] } = doc;
  const rows: (PageRow | undefined)[] = [
    deprecated && [
      help.deprecated,
      [
        ...(deprecated.since ? [help.deprecatedSince(deprecated.since)] : []),
        ...(deprecated.instead ? [help.instead(deprecated.instead)] : []),
      ].join(' · '),
    ],
    since === undefined ? undefined : [help.since, since],
    group === undefined ? undefined : [help.group, `@${group}`],
    complexity === undefined ? undefined : [help.complexity, complexity],
    categories.length === 0 ? undefined : [help.acl, categories.map(name => `@${name}`).join(' ')],
    ...history.map(
      ([version, change], index): PageRow => [index === 0 ? help.changes : '', `${version}  ${change}`],
    ),
  ];
  return rows.flatMap(row => (row ? [[row[0], escapeText(row[1])] as const] : []));
}

function subcommandLines(
  { name }: CommandDoc,
  subcommands: readonly CommandDoc[],
  { commandHelp: help }: Words,
): TranscriptLine[] {
  return [
    title(help.subcommands),
    ...commandTable(subcommands),
    sentence(help.subcommandsOf(escapeText(name.toUpperCase()))),
  ];
}

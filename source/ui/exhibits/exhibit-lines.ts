import { formatAddress } from '../../cluster/address.ts';
import type { Exhibit } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
import { tableLines } from '../components/table-lines.ts';
import { escapeLines, escapeText } from '../escape-text.ts';
import { allocationLines } from './allocation-lines.ts';
import { containersLines } from './containers-lines.ts';
import { findingLines } from './finding-lines.ts';
import { halfDoneLines } from './half-done-lines.ts';
import { joinsLines } from './joins-lines.ts';
import { nodesLines } from './nodes-lines.ts';
import { pathsLines } from './paths-lines.ts';
import { preflightLines } from './preflight-lines.ts';
import { treeLines } from './tree-lines.ts';

/** The title over an exhibit. */
export function exhibitTitle(exhibit: Exhibit, runtime: 'docker' | 'process', words: Words): string {
  if (exhibit.kind === 'containers' && runtime === 'process') return words.setup.servers;
  const title = words.setup.exhibits[exhibit.kind];
  if (exhibit.kind === 'tree') return `${title} · ${escapeText(exhibit.host)}`;
  return exhibit.kind === 'cluster-info' ? `${title} · ${escapeText(formatAddress(exhibit.node))}` : title;
}

/**
 * What the guide shows at the end of a step, as lines. Tables fit into `width` columns; text that is to be copied
 * is never cut here.
 */
export function exhibitLines(exhibit: Exhibit, words: Words, width: number): Line[] {
  switch (exhibit.kind) {
    case 'tree':
      return treeLines(exhibit.root, exhibit.paths, words);
    case 'containers':
      return containersLines(exhibit.rows, words, width);
    case 'allocation':
      return allocationLines(exhibit.plan, words, width);
    case 'joins':
      return joinsLines(exhibit.joins, words, width);
    case 'half-done':
      return halfDoneLines(exhibit.hosts, words, width);
    case 'preflight':
      return preflightLines(exhibit.findings, words, width);
    case 'paths':
      return pathsLines(exhibit.hosts, exhibit.paths, words, width);
    case 'check':
      return exhibit.findings.flatMap(finding => findingLines(finding, words, width));
    case 'cluster-info':
      return tableLines(
        [{}, {}],
        exhibit.fields.map(([name, value]) => [span('dim', escapeText(name)), escapeText(value)]),
        width,
      );
    case 'nodes':
      return nodesLines(exhibit.nodes, words, width);
    case 'snippets':
      return exhibit.snippets.flatMap(({ client, code }, index) => [
        ...(index === 0 ? [] : [line()]),
        line(span('accent', escapeText(client))),
        // Go is written with tabs, which a terminal would show as it likes.
        ...escapeLines(code.trimEnd().replaceAll('\t', '    '))
          .split('\n')
          .map(text => line(`  ${text}`)),
      ]);
  }
}

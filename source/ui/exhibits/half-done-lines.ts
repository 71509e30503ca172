import type { HalfDone } from '../../guide/preflight/find-half-done.ts';
import type { Words } from '../../words/words.ts';
import { type Line, span } from '../components/line.ts';
import { tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';

/** What is there already, one row a host. */
export function halfDoneLines(hosts: readonly HalfDone[], words: Words, width: number): Line[] {
  const { halfDoneColumns: titles, ofNodes } = words.setup;
  return tableLines(
    [
      { title: titles.host, yields: 1 },
      { title: titles.data },
      { title: titles.running },
      { title: titles.joined },
      { title: titles.slots, align: 'right' },
    ],
    hosts.map(({ host, nodes, started, running, joined, slots }) => [
      span('strong', escapeText(host)),
      ...[started, running, joined].map(count => ofNodes(count, nodes)),
      `${slots}`,
    ]),
    width,
  );
}

import { formatAddress } from '../../cluster/address.ts';
import { masterLetter } from '../../cluster/master-letter.ts';
import type { ClusterNode } from '../../cluster/node-table.ts';
import type { SlotRange } from '../../cluster/slot-ranges.ts';
import type { Words } from '../../words/words.ts';
import type { Line } from '../components/line.ts';
import { span } from '../components/line.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';

/** Digits of a node id that redis-cli's own summaries show, and that tell nodes apart. */
const shortId = 8;

/** From this width on, in columns, a replica's master is told by its address instead of its letter, and ids are whole. */
const wide = 112;

/** The node table: masters in the order of their slots, each followed by its replicas, which have its letter small. */
export function nodesLines(nodes: readonly ClusterNode[], words: Words, width: number): Line[] {
  const masters = nodes.filter(node => node.role === 'master').sort((a, b) => firstSlot(a) - firstSlot(b));
  const ordered = masters.flatMap((master, index) => [
    { node: master, index, master },
    ...nodes.filter(node => node.masterId === master.id).map(node => ({ node, index, master })),
  ]);
  const placed = new Set(ordered.map(({ node }) => node));
  const orphans = nodes
    .filter(node => !placed.has(node))
    .map(node => ({ node, index: undefined, master: undefined }));
  const rows = [...ordered, ...orphans].map(({ node, index, master }) =>
    nodeRow(node, index, master, words, width),
  );
  const titles = words.setup.columns;
  return tableLines(
    [
      { title: '' },
      { title: titles.node },
      { title: titles.role },
      { title: titles.holds, yields: 1, atLeast: 10 },
      { title: titles.epoch, align: 'right', yields: 3, atLeast: 5 },
      { title: titles.link, yields: 2, atLeast: 9 },
      { title: titles.id, yields: 4, atLeast: shortId },
    ],
    rows,
    width,
  );
}

function nodeRow(
  node: ClusterNode,
  index: number | undefined,
  master: ClusterNode | undefined,
  words: Words,
  width: number,
): Cell[] {
  const letter = index === undefined ? '?' : masterLetter(index);
  const isMaster = node.role === 'master';
  const mark = {
    text: isMaster ? letter : letter.toLowerCase(),
    ...(index === undefined ? {} : { master: index }),
  };
  const masterName =
    width < wide ? letter : escapeText(formatAddress(master?.address ?? { host: '?', port: 0 }));
  const of = master ? words.setup.replicaOf(masterName) : '?';
  const sick = node.flags.filter(
    flag => flag.startsWith('fail') || flag === 'handshake' || flag === 'noaddr',
  );
  const link = sick.length > 0 ? escapeText(sick.join(',')) : words.setup.links[node.linkState];
  return [
    mark,
    escapeText(formatAddress(node.address)),
    isMaster ? span('strong', words.setup.roles.master) : words.setup.roles.replica,
    isMaster ? formatRanges(node.slots) : span('dim', of),
    String(node.configEpoch),
    span(sick.length > 0 || node.linkState !== 'connected' ? 'fail' : 'ok', link),
    span('dim', escapeText(width >= wide ? node.id : node.id.slice(0, shortId))),
  ];
}

function firstSlot(node: ClusterNode): number {
  return node.slots[0]?.[0] ?? Number.POSITIVE_INFINITY;
}

function formatRanges(ranges: readonly SlotRange[]): string {
  if (ranges.length === 0) return '-';
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(' ');
}

import { formatAddress, type NodeAddress, sameAddress } from '../../../cluster/address.ts';
import { masterIndex } from '../../../cluster/master-letter.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Span } from '../../components/line.ts';
import type { Cell } from '../../components/table-lines.ts';
import { escapeText } from '../../escape-text.ts';

/** The masters in the order of their letters. */
export function mastersOf(view: ClusterView): NodeView[] {
  return view.nodes
    .filter(node => node.role === 'master' && node.letter !== '')
    .sort((a, b) => masterIndex(a.letter) - masterIndex(b.letter));
}

/** The replicas by the id of their master. */
export function replicasByMaster(view: ClusterView): Map<string, NodeView[]> {
  const found = new Map<string, NodeView[]>();
  for (const node of view.nodes) {
    if (node.role !== 'replica' || node.masterId === undefined) continue;
    const others = found.get(node.masterId);
    if (others) others.push(node);
    else found.set(node.masterId, [node]);
  }
  return found;
}

/** The node at an address, when the cluster knows it. */
export function nodeAt(view: ClusterView, address: NodeAddress | undefined): NodeView | undefined {
  return address && view.nodes.find(node => sameAddress(node.address, address));
}

/** Is it the node the prompt is on? */
export function isCurrent({ current }: ClusterView, { address }: NodeView): boolean {
  return current !== undefined && sameAddress(current, address);
}

/** Short names for a strip with little room: the port where ports tell the nodes apart, else the whole address. */
export function shortNames(view: ClusterView): (node: NodeView) => string {
  const ports = new Set(view.nodes.map(node => node.address.port));
  const portsTell = ports.size === view.nodes.length;
  return node => {
    // A dead node whose address the others have forgotten (`noaddr`) has only its id left.
    if (node.address.port === 0) return escapeText(node.id.slice(0, 8));
    return portsTell ? String(node.address.port) : escapeText(formatAddress(node.address));
  };
}

/** `B 192.168.10.11:6374`, `b 192.168.10.10:6373` for B's replica; the address alone for a node without a letter. */
export function nodeText({ address, letter, role }: NodeView): string {
  const text = escapeText(formatAddress(address));
  return `${role === 'master' ? letter : letter.toLowerCase()} ${text}`.trimStart();
}

/** `B` for a master, the address for any other node: as one names it behind `@`. */
export function nodeName(view: ClusterView, address: NodeAddress): string {
  const node = nodeAt(view, address);
  return node?.role === 'master' && node.letter !== '' ? node.letter : escapeText(formatAddress(address));
}

/** A node as `nodeText` has it, in the colour of its master; an address alone when the cluster does not know it. */
export function nodeSpan(view: ClusterView, address: NodeAddress): Span {
  const node = nodeAt(view, address);
  if (!node) return { text: escapeText(formatAddress(address)) };
  const text = nodeText(node);
  return node.letter === '' ? { text } : { text, master: masterIndex(node.letter) };
}

/** A node in a table: where the column is narrow, by its letter and its short name. */
export function nodeCell(view: ClusterView, address: NodeAddress): Cell {
  const span = nodeSpan(view, address);
  const node = nodeAt(view, address);
  return node ? { ...span, short: `${letterSpan(view, address).text} ${shortNames(view)(node)}` } : span;
}

/** A node by its letter, a replica by its master's in small; by its address when it has none. */
export function letterSpan(view: ClusterView, address: NodeAddress): Span {
  const span = nodeSpan(view, address);
  const letter = nodeAt(view, address)?.letter;
  return letter ? { ...span, text: span.text.slice(0, letter.length) } : span;
}

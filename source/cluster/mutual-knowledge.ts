import type { NodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';

/** `other`'s line in the table of `node`, once they have shaken hands: before that it has an id of its own invention. */
export function lineOf(node: NodeFacts, other: NodeFacts): ClusterNode | undefined {
  const line = node.nodes.find(({ id }) => id === other.own.id);
  return line?.flags.includes('handshake') ? undefined : line;
}

/** Does `node` know `other`, as a member of its cluster? */
export function knows(node: NodeFacts, other: NodeFacts): boolean {
  return lineOf(node, other) !== undefined;
}

/** Is `other` known to `node`, connected over the bus, and not suspected? */
export function isLinked(node: NodeFacts, other: NodeFacts): boolean {
  const line = lineOf(node, other);
  return (
    line !== undefined &&
    line.linkState === 'connected' &&
    !line.flags.some(flag => flag === 'fail' || flag === 'fail?' || flag === 'noaddr')
  );
}

/** Does a node know all the others? */
export function knowsAll(node: NodeFacts, nodes: readonly NodeFacts[]): boolean {
  return nodes.every(other => other === node || knows(node, other));
}

import type { ClusterView, NodeView } from '../../source/shell/session.ts';
import { guideView } from '../ui/shell/sample-view.ts';
import { type Say, several } from './never-obeyed.ts';

/** The guide's cluster as a hostile server announces it: hosts, name and versions are its own words; one node has gone, slots are on their way. */
export function hostileView(say: Say): ClusterView {
  const nodes = guideView.nodes.map(
    (node, index): NodeView => ({
      ...node,
      address: { ...node.address, host: several(say, 3)() },
      ...(index === 1 && { health: 'down' as const, letter: '' }),
      ...(index === 2 && { migrating: [{ slot: 6000, to: guideView.nodes[0]!.id }] }),
    }),
  );
  return {
    ...guideView,
    ...{ name: say(), nodes, current: nodes[0]!.address },
    server: { product: say(), version: say(), replicaOf: { host: say(), port: 6379 } },
  };
}

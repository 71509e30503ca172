import { formatAddress } from '../../cluster/address.ts';
import type { ClusterView, NodeView } from '../session.ts';

/** What may stand after a command's `@`, the sign included. */
export interface TargetWord {
  text: string;
  /** `@owner(` goes on with a key. */
  isWhole: boolean;
  about: { kind: 'masters' | 'replicas' | 'all' | 'owner' } | { kind: 'node'; node: NodeView };
}

const groups: readonly TargetWord[] = [
  { text: '@masters', isWhole: true, about: { kind: 'masters' } },
  { text: '@replicas', isWhole: true, about: { kind: 'replicas' } },
  { text: '@all', isWhole: true, about: { kind: 'all' } },
  { text: '@owner(', isWhole: false, about: { kind: 'owner' } },
];

/** Groups of nodes, masters by their letter, every node by its port where that tells it, and by its address. */
export function targetWords({ nodes }: Pick<ClusterView, 'nodes'>): TargetWord[] {
  if (nodes.length === 0) return [];
  const known = nodes.filter(({ address }) => address.port !== 0);
  const target = (text: string, node: NodeView): TargetWord => ({
    ...{ text: `@${text}`, isWhole: true },
    about: { kind: 'node', node },
  });
  const letters = known.filter(({ role, letter }) => role === 'master' && letter !== '');
  const ports = new Set(known.map(({ address }) => address.port));
  const portsTell = ports.size === known.length;
  return [
    ...groups,
    ...letters.map(node => target(node.letter, node)),
    ...(portsTell ? known.map(node => target(String(node.address.port), node)) : []),
    ...known.map(node => target(formatAddress(node.address), node)),
  ];
}

import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { readNodeStatus } from '../cluster/node-facts.ts';
import type { ClusterNode } from '../cluster/node-table.ts';
import { formatSlotRange } from '../cluster/slot-ranges.ts';
import type { ResultNode } from './events.ts';
import type { GuideRun } from './guide-run.ts';

/** The nodes of a specification, in its order. */
export function nodesOf({ hosts }: GuideRun['spec']): NodeAddress[] {
  return hosts.flatMap(({ address, ports }) => ports.map(port => ({ host: address, port })));
}

/** The cluster's node table as its first node has it. */
export async function readTable(run: GuideRun): Promise<readonly ClusterNode[]> {
  const [first] = nodesOf(run.spec);
  if (!first) return [];
  const client = await run.openNode(first, run.signal);
  try {
    return (await readNodeStatus(client)).nodes;
  } finally {
    client.close();
  }
}

/** A node table as the outcome has it: in the order of the specification, nodes named as it names them. */
export function resultOf(run: GuideRun, table: readonly ClusterNode[]): ResultNode[] {
  const addressOf = ({ address }: ClusterNode): NodeAddress => {
    const known = run.hosts.find(({ announceIp }) => announceIp === address.host);
    return { host: known?.spec.address ?? address.host, port: address.port };
  };
  const order = nodesOf(run.spec).map(formatAddress);
  const rank = (node: ClusterNode) => order.indexOf(formatAddress(addressOf(node)));
  return [...table]
    .sort((a, b) => rank(a) - rank(b))
    .map(node => {
      const master = table.find(({ id }) => id === node.masterId);
      return {
        id: node.id,
        ...addressOf(node),
        role: node.role,
        slots: node.slots.map(formatSlotRange),
        ...(master ? { master: formatAddress(addressOf(master)) } : {}),
      };
    });
}

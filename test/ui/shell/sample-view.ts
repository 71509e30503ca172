import type { ClusterView, NodeView } from '../../../source/shell/session.ts';

/** A node of the guide's cluster, as the shell sees it. */
function node(
  letter: string,
  host: string,
  port: number,
  more: Partial<NodeView> & Pick<NodeView, 'role'>,
): NodeView {
  return {
    id: `${port}`.padEnd(40, '0'),
    address: { host, port },
    busPort: port + 10_000,
    flags: [],
    myself: false,
    configEpoch: 1,
    linkState: 'connected',
    slots: [],
    migrating: [],
    importing: [],
    letter,
    health: 'up',
    ...more,
  };
}

const one = '192.168.10.10';
const other = '192.168.10.11';
const idOf = (port: number) => `${port}`.padEnd(40, '0');

/** The guide's cluster: three masters, three replicas, the prompt on A. */
export const guideView: ClusterView = {
  name: 'redis-cluster',
  state: 'ok',
  slotsCovered: 16384,
  current: { host: one, port: 6371 },
  nodes: [
    node('A', one, 6371, { role: 'master', slots: [[0, 5460]] }),
    node('A', other, 6376, { role: 'replica', masterId: idOf(6371) }),
    node('B', other, 6374, { role: 'master', slots: [[5461, 10922]] }),
    node('B', one, 6373, { role: 'replica', masterId: idOf(6374) }),
    node('C', one, 6372, { role: 'master', slots: [[10923, 16383]] }),
    node('C', other, 6375, { role: 'replica', masterId: idOf(6372) }),
  ],
};

/** The view with some nodes changed, by port. */
export function withNodes(
  view: ClusterView,
  changes: Readonly<Record<number, Partial<NodeView>>>,
): ClusterView {
  return { ...view, nodes: view.nodes.map(each => ({ ...each, ...changes[each.address.port] })) };
}

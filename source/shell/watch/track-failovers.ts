import type { NodeAddress } from '../../cluster/address.ts';
import type { ClusterMap } from '../state/cluster-map.ts';

/** A replica took over from its master. */
export interface Failover {
  /** Counted from 1 in a session. */
  number: number;
  letter: string;
  from: NodeAddress;
  to: NodeAddress;
  /** Milliseconds from when the master was first seen to ail here until the other one was seen in its place; absent when it handed over in good health. */
  ms?: number;
}

/** What is remembered from one look at the cluster to the next. */
export interface FailoverTrack {
  /** Since when a node ails, by its id: milliseconds of the caller's clock. */
  ailing: ReadonlyMap<string, number>;
  /** The last ones, the newest at the end. */
  failovers: readonly Failover[];
}

export const noFailovers: FailoverTrack = { ailing: new Map(), failovers: [] };

/** So many are remembered: more cannot happen between two looks of a person. */
const MOST_REMEMBERED = 16;

/** The track after one more look. @param now milliseconds, of a clock that only goes forward */
export function trackFailovers(
  track: FailoverTrack,
  before: ClusterMap,
  after: ClusterMap,
  now: number,
): FailoverTrack {
  const ailing = new Map(
    after.nodes
      .filter(({ health }) => health !== 'up')
      .map(({ id }) => [id, track.ailing.get(id) ?? now] as const),
  );
  const known = new Map(before.nodes.map(node => [node.id, node]));
  const masters = new Map(
    before.nodes.flatMap(node =>
      node.role === 'master' && node.letter ? [[node.letter, node] as const] : [],
    ),
  );
  const failovers = [...track.failovers];
  for (const { id, role, letter, address } of after.nodes) {
    const from = masters.get(letter);
    const heir = known.get(id);
    if (role !== 'master' || !from || from.id === id || heir?.masterId !== from.id) continue;
    const since = track.ailing.get(from.id) ?? ailing.get(from.id);
    failovers.push({
      ...{ number: (failovers.at(-1)?.number ?? 0) + 1, letter, from: from.address, to: address },
      ...(since !== undefined && { ms: now - since }),
    });
  }
  return { ailing, failovers: failovers.slice(-MOST_REMEMBERED) };
}

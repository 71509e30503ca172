import { ownLine, parseNodeTable } from '../../cluster/node-table.ts';
import { countSlots, SLOT_COUNT } from '../../cluster/slot-ranges.ts';
import type { PreparedHost } from '../guide-run.ts';

/** What is there already of a host's part of a cluster. */
export interface HalfDone {
  host: string;
  /** How many nodes it shall have. */
  nodes: number;
  /** Of these, whose data directories hold something. */
  started: number;
  /** Whose ports are listened on. */
  running: number;
  /** Which have met another node. */
  joined: number;
  /** 0-16384: owned by the nodes of this host. */
  slots: number;
}

/**
 * May the nodes hold keys, from their facts alone? They take some once every slot has an owner. Where nobody may look, nobody
 * knows.
 */
export function mayHoldKeys(hosts: readonly PreparedHost[]): boolean {
  const owned = findHalfDone(hosts).reduce((sum, { slots }) => sum + slots, 0);
  const isHidden = hosts.some(({ facts }) => facts.dataDirectories.some(({ readable }) => !readable));
  return owned === SLOT_COUNT || isHidden;
}

/**
 * What a set-up that was cut off has left on the hosts, from their facts alone: what nodes keep in their nodes.conf, which is
 * there whether they run or not. Nothing for hosts on which nothing is.
 */
export function findHalfDone(hosts: readonly PreparedHost[]): HalfDone[] {
  return hosts
    .map(({ spec, facts }): HalfDone => {
      const tables = facts.dataDirectories.map(({ nodesConf }) => parseNodeTable(nodesConf ?? '').nodes);
      const own = tables.flatMap(nodes => ownLine({ nodes })?.slots ?? []);
      return {
        host: spec.address,
        nodes: spec.ports.length,
        started: facts.dataDirectories.filter(({ entries }) => entries.length > 0).length,
        running: spec.ports.filter(port => facts.listeners.some(listener => listener.port === port)).length,
        joined: tables.filter(nodes => nodes.length > 1).length,
        slots: countSlots(own),
      };
    })
    .filter(({ started, running }) => started + running > 0);
}

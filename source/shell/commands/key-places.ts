import { keySlot } from '../../cluster/key-slot.ts';
import type { KeyPlace } from '../events.ts';
import type { ClusterMap } from '../state/cluster-map.ts';
import { findKeys } from './find-keys.ts';
import type { CommandTable } from './read-commands.ts';

/** The keys of a command with their slots, and their owners by the map as it is. */
export function keyPlaces(args: readonly Buffer[], map: ClusterMap, table?: CommandTable): KeyPlace[] {
  return findKeys(args, table).flatMap(index => {
    const key = args[index];
    if (!key) return [];
    const slot = keySlot(key);
    const node = map.owners[slot]?.address;
    return [{ key, slot, ...(node ? { node } : {}) }];
  });
}

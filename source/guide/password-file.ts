import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ClusterSource } from './known-clusters.ts';
import type { SlotshHome } from './slotsh-home.ts';

/** Where the password that slotsh made for a cluster is kept, in the clear and for its owner alone. */
export function passwordFileOf(home: SlotshHome, source: ClusterSource): string {
  const name =
    source.kind === 'here' ? 'here' : createHash('sha256').update(source.path).digest('hex').slice(0, 16);
  return join(home.state, 'passwords', name);
}

import { sameAddress } from '../../cluster/address.ts';
import type { Redirection } from '../events.ts';
import type { CommandRun } from './command-run.ts';

/**
 * What a redirection tells the session's map. One to where the map has the slot, or has it going, is no news: the command was
 * on another node. Else the map is corrected, and read anew beside.
 */
export function learnRedirection(run: CommandRun, { kind, slot, to }: Redirection): void {
  const { state, onStale } = run.context;
  const owner = state.map.owners[slot];
  if (kind === 'ASK') {
    if (!owner?.migrating.some(moving => moving.slot === slot)) onStale();
    return;
  }
  if (owner && sameAddress(owner.address, to)) return;
  const from = owner ? { from: owner.address } : {};
  if (state.learnOwner(slot, to)) run.emit({ type: 'map-updated', slot, ...from, to });
  onStale();
}

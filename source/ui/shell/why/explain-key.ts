import { crc16 } from '../../../cluster/crc16.ts';
import { hashTag, keySlot } from '../../../cluster/key-slot.ts';
import { slotOwner } from '../../../cluster/slot-owners.ts';
import { formatSlotRange } from '../../../cluster/slot-ranges.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { WhyKey } from '../../../words/why-facts.ts';
import { nodeText } from '../naming/node-names.ts';
import { showCommand } from '../naming/show-command.ts';

/** Slot ranges of a master that are named; after many reshardings it may have hundreds. */
const MOST_RANGES = 4;

/** How a key finds its slot, and the slot its node, by the view as it is. */
export function explainKey(key: Buffer, view: ClusterView): WhyKey {
  const tag = hashTag(key);
  const hashed = tag ? key.subarray(tag.start, tag.end) : key;
  const slot = keySlot(key);
  const owner = slotOwner(view.nodes, slot);
  const typed = showWord(key);
  return {
    ...{
      text: typed,
      typed,
      hashed: showWord(hashed),
      isTagged: tag !== undefined,
      crc: crc16(hashed),
      slot,
    },
    ...(owner && { owner: { name: nodeText(owner), letter: owner.letter, slots: showSlots(owner.slots) } }),
  };
}

/** As it would be typed, escaped. */
function showWord(bytes: Buffer): string {
  return showCommand([Buffer.from('x'), bytes]).slice('X '.length);
}

function showSlots(slots: WhyKeySlots): string {
  const shown = slots.slice(0, MOST_RANGES).map(formatSlotRange).join(' ');
  return slots.length > MOST_RANGES ? `${shown} …` : shown;
}

type WhyKeySlots = ClusterView['nodes'][number]['slots'];

import { SLOT_COUNT, type SlotRange } from './slot-ranges.ts';

/**
 * Divides all slots among masters exactly as `redis-cli --cluster create` does: in single precision, each last slot rounded
 * half away from zero, the last master taking the rest (redis-cli.c, `clusterManagerCommandCreate`).
 * Double precision gives other borders, first at 78 masters.
 * @param masters 1-16384
 */
export function divideSlots(masters: number): SlotRange[] {
  const perMaster = Math.fround(SLOT_COUNT / masters);
  const ranges: SlotRange[] = [];
  let first = 0;
  let cursor = 0;
  for (let index = 0; index < masters; index++) {
    const wanted = Math.round(Math.fround(Math.fround(cursor + perMaster) - 1));
    const last = index === masters - 1 ? SLOT_COUNT - 1 : Math.max(first, wanted);
    ranges.push([first, last]);
    first = last + 1;
    cursor = Math.fround(cursor + perMaster);
  }
  return ranges;
}

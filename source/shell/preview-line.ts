import { type NodeAddress, sameAddress } from '../cluster/address.ts';
import { hashTag, keySlot } from '../cluster/key-slot.ts';
import type { ClusterMap } from './cluster-map.ts';
import { findKeys } from './find-keys.ts';
import type { LinePreview, PreviewKey } from './session.ts';
import { type LineArgument, splitLine } from './split-line.ts';

const NOTHING: LinePreview = { keys: [], expect: 'unknown' };

/** What a line would do if it were sent from `current`, by the map as it is; for lines half typed too. Never throws. */
export function previewLine(line: string, map: ClusterMap, current: NodeAddress | undefined): LinePreview {
  const { args } = splitLine(line);
  const keys = findKeys(args.map(arg => arg.bytes)).flatMap(index => previewKey(args[index], map));
  return keys.length === 0 ? NOTHING : { keys, expect: foresee(keys, current) };
}

function previewKey(arg: LineArgument | undefined, map: ClusterMap): PreviewKey[] {
  if (!arg) return [];
  const { bytes, start, end } = arg;
  const tag = hashTag(bytes);
  const slot = keySlot(bytes);
  const owner = map.owners[slot];
  return [
    {
      ...{ text: bytes.toString(), start, end, slot },
      ...(tag ? { hashTag: bytes.toString('utf8', tag.start, tag.end) } : {}),
      ...(owner ? { owner } : {}),
    },
  ];
}

function foresee(keys: readonly PreviewKey[], current: NodeAddress | undefined): LinePreview['expect'] {
  const [first] = keys;
  if (keys.some(key => key.slot !== first?.slot)) return 'cross-slot';
  if (!first?.owner || !current) return 'unknown';
  const { address, migrating } = first.owner;
  if (!sameAddress(address, current)) return 'moved';
  return migrating.some(({ slot }) => slot === first.slot) ? 'moving' : 'here';
}

import { hashTag, keySlot } from '../../cluster/key-slot.ts';
import { changesData } from '../commands/changes-data.ts';
import { findKeys } from '../commands/find-keys.ts';
import type { CommandTable } from '../commands/read-commands.ts';
import { parseWords } from '../line/parse-line.ts';
import type { LineArgument } from '../line/split-line.ts';
import { splitTyped } from '../line/split-typed.ts';
import type { ClusterMap } from '../state/cluster-map.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import { cureCrossSlot } from './cure-cross-slot.ts';
import { type Footprint, foresee } from './foresee.ts';
import type { LinePreview, PreviewKey } from './line-preview.ts';
import { nodeScope } from './node-scope.ts';

const NOTHING: LinePreview = { keys: [], expect: 'unknown' };

/** What is known while a line is typed. */
export interface Sight extends Footprint {
  map: ClusterMap;
  /** What the servers say of their commands, once it was read. */
  table?: CommandTable;
  /** The keys of a command where only the server can tell them, once it has: indices into it. */
  toldKeys?(args: readonly Buffer[]): readonly number[] | undefined;
  /** Is this command not sent in a session that only reads? */
  isRefused?(args: readonly Buffer[]): boolean;
  /** The nodes that a target means; none for one that means none. */
  targetNodes(target: Buffer): readonly TargetNode[];
}

/** What a line would do if it were sent now, by what is known; for lines half typed too. Never throws. */
export function previewLine(line: string, sight: Sight): LinePreview {
  const { args } = splitTyped(line);
  const parsed = parseWords(args.map(arg => arg.bytes));
  switch (parsed.kind) {
    case 'own':
      return { ...NOTHING, own: parsed.name, ...targetsOf(parsed.target, sight) };
    case 'command':
      return previewCommand(parsed.args, args, sight);
    case 'targeted':
      return previewTargeted(parsed.target, parsed.args, args, sight);
    default:
      return NOTHING;
  }
}

/**
 * A command for chosen nodes: where it is one, what that one would answer. It goes over connections beside the prompt's, in no
 * transaction, and replicas are told READONLY on them (`targets/side-connections.ts`).
 */
function previewTargeted(
  target: Buffer,
  words: readonly Buffer[],
  typed: readonly LineArgument[],
  sight: Sight,
): LinePreview {
  const targets = sight.targetNodes(target);
  const from = targets.length === 1 ? targets[0]?.address : undefined;
  const { transaction: _, ...others } = sight;
  const beside: Sight = { ...others, mode: 'strict', from, answersReads: () => true };
  const { scope: __, ...preview } = previewCommand(words, typed, beside);
  return { ...preview, targets };
}

function targetsOf(target: Buffer | undefined, sight: Sight): Pick<LinePreview, 'targets'> {
  return target ? { targets: sight.targetNodes(target) } : {};
}

/** `words` are the last ones of the line: what stands before them is the shell's own. */
function previewCommand(words: readonly Buffer[], typed: readonly LineArgument[], sight: Sight): LinePreview {
  const { table, map } = sight;
  const offset = typed.length - words.length;
  const indices = sight.toldKeys?.(words) ?? findKeys(words, table);
  const keys: PreviewKey[] = [];
  for (const index of indices) {
    const arg = typed[index + offset];
    if (arg) keys.push(previewKey(arg, map));
  }
  const isRefused = sight.isRefused?.(words) ?? false;
  if (keys.length === 0) {
    if (isRefused) return { ...NOTHING, expect: 'read-only' };
    const scope = nodeScope(words, table);
    return scope ? { ...NOTHING, scope } : NOTHING;
  }
  const writes = changesData(words, table);
  const expect = isRefused ? 'read-only' : foresee(keys, writes, sight);
  const cure = expect === 'cross-slot' ? cureCrossSlot(strangers(keys)) : undefined;
  return { keys, expect, writes, ...(cure && { cure }) };
}

/** The first key, and some of those whose slots are others: a tag that all of them share is told well enough by a few. */
function strangers(keys: readonly PreviewKey[]): readonly string[] {
  const [first] = keys;
  const chosen = first ? [first] : [];
  for (const key of keys) {
    if (chosen.length === 4) break;
    if (key.slot !== first?.slot) chosen.push(key);
  }
  return chosen.map(key => key.text);
}

/** Keys of the line as it was before the last key was pressed: of thousands all but one are the same. */
const known = new WeakMap<LineArgument, { map: ClusterMap; key: PreviewKey }>();

function previewKey(arg: LineArgument, map: ClusterMap): PreviewKey {
  const before = known.get(arg);
  if (before?.map === map) return before.key;
  const key = makeKey(arg, map);
  known.set(arg, { map, key });
  return key;
}

function makeKey({ bytes, start, end }: LineArgument, map: ClusterMap): PreviewKey {
  const tag = hashTag(bytes);
  const slot = keySlot(bytes);
  const owner = map.owners[slot];
  // Assigned one by one: spread together, thousands of them are read ten times as slowly.
  const key: PreviewKey = { text: bytes.toString(), start, end, slot };
  if (tag) key.hashTag = bytes.toString('utf8', tag.start, tag.end);
  if (owner) key.owner = owner;
  return key;
}

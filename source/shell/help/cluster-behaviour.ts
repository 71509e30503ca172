import { keySlot } from '../../cluster/key-slot.ts';
import { findKeys } from '../commands/find-keys.ts';
import type { CommandDoc } from '../complete/command-docs.ts';
import type { NodeScope } from '../preview/line-preview.ts';
import { nodeScope } from '../preview/node-scope.ts';
import { sampleCall } from './sample-call.ts';

/** A call with keys, and their slots. */
export interface SlotExample {
  /** As it is typed. */
  line: string;
  keys: readonly { name: string; slot: number }[];
}

/** What is to be known about some commands in a cluster, whatever their keys. */
export type ClusterNote =
  | 'transaction'
  | 'watch'
  | 'channels'
  | 'shard-channels'
  | 'script'
  | 'database'
  | 'connection'
  | 'blocking';

/** What a command does across slots. */
export interface ClusterBehaviour {
  /** Calls with keys: with several keys one where all are in one slot, and one where they are not. */
  examples: readonly SlotExample[];
  /** Without keys: it is about the asked node alone. */
  scope?: NodeScope;
  notes: readonly ClusterNote[];
}

const notesByName: ReadonlyMap<string, ClusterNote> = new Map<string, ClusterNote>([
  ...['multi', 'exec', 'discard'].map(name => [name, 'transaction'] as const),
  ...['watch', 'unwatch'].map(name => [name, 'watch'] as const),
  ...['publish', 'subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'].map(
    name => [name, 'channels'] as const,
  ),
  ...['spublish', 'ssubscribe', 'sunsubscribe'].map(name => [name, 'shard-channels'] as const),
  ...['eval', 'eval_ro', 'evalsha', 'evalsha_ro', 'fcall', 'fcall_ro'].map(name => [name, 'script'] as const),
  ...['select', 'swapdb', 'move'].map(name => [name, 'database'] as const),
  ...['readonly', 'readwrite', 'asking', 'hello', 'auth'].map(name => [name, 'connection'] as const),
]);

/** What a command does across slots, by calls of it that are made up here. */
export function clusterBehaviour(doc: CommandDoc): ClusterBehaviour {
  const [name = ''] = doc.name.split(' ');
  const note = notesByName.get(doc.name) ?? notesByName.get(name);
  const isBlocking = doc.flags?.includes('blocking') ?? false;
  const notes = [...(note ? [note] : []), ...(isBlocking ? ['blocking' as const] : [])];
  const examples = examplesOf(doc);
  const args = doc.name.split(' ').map(word => Buffer.from(word));
  const scope = examples.length === 0 && notes.length === 0 ? nodeScope(args, undefined) : undefined;
  return { examples, ...(scope && { scope }), notes };
}

const ALPHABET = 'abcdefghij';

function examplesOf(doc: CommandDoc): SlotExample[] {
  const letter = (index: number) => ALPHABET[index] ?? `k${index}`;
  const together = exampleOf(doc, index => `{user:1}:${letter(index)}`);
  if (!together || together.keys.length === 0) return [];
  if (together.keys.length === 1) return [exampleOf(doc, () => 'user:1') ?? together];
  const apart = exampleOf(doc, letter);
  return apart ? [together, apart] : [together];
}

function exampleOf(doc: CommandDoc, keyAt: (index: number) => string): SlotExample | undefined {
  const words = sampleCall(doc, keyAt);
  if (!words) return undefined;
  const args = words.map(word => Buffer.from(word));
  // A cluster routes shard channels by their slot as it does keys.
  const keys = findKeys(args).flatMap(index => {
    const key = args[index];
    return key ? [{ name: key.toString(), slot: keySlot(key) }] : [];
  });
  return { line: words.join(' '), keys };
}

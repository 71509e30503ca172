import { numberOf, textOf } from '../../../redis/reply-parts.ts';
import type { TargetNode } from '../../targets/find-targets.ts';
import type { MeasuredKey, TypeSummary } from '../events/sample-events.ts';
import { readOwnWords } from '../read-own-words.ts';
import type { Task, TaskCall } from '../task.ts';
import { askAboutKeys } from './ask-about-keys.ts';
import { scanNodes } from './scan-nodes.ts';

/** What tells how big a value is; a module's types have no such command that all of them share. */
const SIZE_COMMANDS: Readonly<Record<string, string>> = {
  string: 'STRLEN',
  list: 'LLEN',
  set: 'SCARD',
  hash: 'HLEN',
  zset: 'ZCARD',
  stream: 'XLEN',
};

/** The command that measures a key of this type. */
type MeasureCommand = (key: Buffer, type: string) => readonly (string | Buffer)[] | undefined;

/** `:bigkeys`: the biggest key of each type, by its length (STRLEN, LLEN, …), as `redis-cli --bigkeys` has it for one node. */
export const findBigKeys: Task = async (_context, call) => {
  readOwnWords(call, {});
  await measure(call, 'size', (key, type) => {
    const command = Object.hasOwn(SIZE_COMMANDS, type) ? SIZE_COMMANDS[type] : undefined;
    return command === undefined ? undefined : [command, key];
  });
};

/** `:memkeys [SAMPLES n]`: the key of each type that takes most memory, by MEMORY USAGE. */
export const findHeavyKeys: Task = async (_context, call) => {
  const { options } = readOwnWords(call, { options: { SAMPLES: 'count' } });
  const samples = options['SAMPLES'] ? ['SAMPLES', options['SAMPLES']] : [];
  await measure(call, 'memory', key => ['MEMORY', 'USAGE', key, ...samples]);
};

/** Measures every key; what was found is told at the end, be it the end of the keys or of the person's patience. */
async function measure(call: TaskCall, by: 'size' | 'memory', command: MeasureCommand): Promise<void> {
  const types = new Map<string, TypeSummary>();
  let keys = 0;
  let astray = 0;
  await scanNodes(call, {}, async (node, page) => {
    const answered = await measurePage(call, node, page, command);
    astray += answered.astray;
    for (const { type, ...measured } of answered.keys) {
      keys += 1;
      types.set(type, withKey(types.get(type), type, measured));
    }
    return true;
  });
  const sorted = [...types.values()].sort((a, b) => b.keys - a.keys);
  call.emit({ type: 'biggest-keys', by, keys, types: sorted });
  if (astray > 0) call.emit({ type: 'keys-astray', keys: astray });
}

async function measurePage(
  call: TaskCall,
  node: TargetNode,
  keys: readonly Buffer[],
  command: MeasureCommand,
): Promise<{ keys: (MeasuredKey & { type: string })[]; astray: number }> {
  const answers = await askAboutKeys(
    call,
    node,
    keys.map(key => ['TYPE', key]),
  );
  const types = answers.map(textOf);
  // `none`: it is gone since it was found.
  const isThere = (type: string) => type !== '' && type !== 'none';
  const measures = await askAboutKeys(
    call,
    node,
    keys.map((key, index) => (isThere(types[index] ?? '') ? command(key, types[index] ?? '') : undefined)),
  );
  const measured = keys.flatMap((key, index) => {
    const type = types[index] ?? '';
    if (!isThere(type)) return [];
    return [{ key, type, node: node.address, measure: numberOf(measures[index]) }];
  });
  return { keys: measured, astray: answers.filter(answer => answer?.type === 'error').length };
}

function withKey(summary: TypeSummary | undefined, type: string, measured: MeasuredKey): TypeSummary {
  if (!summary) return { type, keys: 1, total: measured.measure, biggest: measured };
  return {
    type,
    keys: summary.keys + 1,
    total: summary.total + measured.measure,
    biggest: measured.measure > summary.biggest.measure ? measured : summary.biggest,
  };
}

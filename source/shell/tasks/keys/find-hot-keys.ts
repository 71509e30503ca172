import { formatAddress } from '../../../cluster/address.ts';
import { numberOf, textOf } from '../../../redis/reply-parts.ts';
import { parseInfo } from '../../nodes/read-info.ts';
import { ShellFailure } from '../../shell-failure.ts';
import type { TargetNode } from '../../targets/find-targets.ts';
import { askFor } from '../ask-for.ts';
import type { MeasuredKey } from '../events/sample-events.ts';
import { forEachNode } from '../for-each-node.ts';
import { readOwnWords } from '../read-own-words.ts';
import type { Task, TaskCall } from '../task.ts';
import { askAboutKeys } from './ask-about-keys.ts';
import { scanNodes } from './scan-nodes.ts';

/** Keys that are told when nothing else was said: as many as `redis-cli --hotkeys`. */
const HOTTEST = 16;

/** `:hotkeys [n]`: the keys that are read most, by OBJECT FREQ: only servers with an LFU policy count reads. */
export const findHotKeys: Task = async (_context, call) => {
  const { first } = readOwnWords(call, { first: 'count' });
  const most = Number(first ?? HOTTEST);
  const nodes = await countingNodes(call);
  let hottest: MeasuredKey[] = [];
  let keys = 0;
  let astray = 0;
  await scanNodes({ ...call, nodes }, {}, async (node, page) => {
    const answers = await askAboutKeys(
      call,
      node,
      page.map(key => ['OBJECT', 'FREQ', key]),
    );
    const measured = page.flatMap((key, index): MeasuredKey[] => {
      const answer = answers[index];
      return answer?.type === 'integer' ? [{ key, node: node.address, measure: numberOf(answer) }] : [];
    });
    keys += measured.length;
    astray += answers.filter(answer => answer?.type === 'error').length;
    hottest = [...hottest, ...measured].sort((a, b) => b.measure - a.measure).slice(0, most);
    return true;
  });
  call.emit({ type: 'hottest-keys', keys, hottest });
  if (astray > 0) call.emit({ type: 'keys-astray', keys: astray });
};

/** The nodes that count reads; the others are told. @throws {ShellFailure} `lfu-policy-needed` when none does */
async function countingNodes(call: TaskCall): Promise<readonly TargetNode[]> {
  const read = await forEachNode(call, call.nodes, async node => {
    const info = parseInfo(textOf(await askFor(call, node, ['INFO', 'memory'])));
    return { node, policy: info.get('maxmemory_policy') ?? '' };
  });
  const counting = read.filter(({ policy }) => policy.endsWith('-lfu'));
  const others = read.filter(({ policy }) => !policy.endsWith('-lfu'));
  if (others.length === 0) return counting.map(({ node }) => node);
  const failure = new ShellFailure('lfu-policy-needed', {
    nodes: others.map(({ node }) => formatAddress(node.address)),
    policies: [...new Set(others.map(({ policy }) => policy))],
  });
  if (counting.length === 0) throw failure;
  const [first] = others;
  if (first) call.emit({ type: 'node-failed', node: first.node.address, failure: failure.data });
  return counting.map(({ node }) => node);
}

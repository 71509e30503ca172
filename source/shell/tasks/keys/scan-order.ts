import { ownLine, parseNodeTable } from '../../../cluster/node-table.ts';
import { textOf } from '../../../redis/reply-parts.ts';
import type { TargetNode } from '../../targets/find-targets.ts';
import { askFor } from '../ask-for.ts';
import type { TaskCall } from '../task.ts';

/**
 * The nodes in rounds: one that takes slots in is scanned after those it has them from. A key that moves while all of them
 * are scanned is then not missed: it was found where it came from, or it is there already when its new node's turn comes.
 * Where nodes take slots from each other in a circle, no order would do: they share a round.
 */
export async function scanRounds(call: TaskCall): Promise<readonly TargetNode[][]> {
  const sources = await Promise.all(call.nodes.map(node => importsFrom(call, node)));
  const rounds: TargetNode[][] = [];
  let left = call.nodes.map((node, index) => ({ node, sources: sources[index] ?? new Set<string>() }));
  while (left.length > 0) {
    const waiting = new Set(left.map(({ node }) => node.id));
    const ready = left.filter(one => ![...one.sources].some(id => id !== one.node.id && waiting.has(id)));
    const round = ready.length > 0 ? ready : left;
    rounds.push(round.map(({ node }) => node));
    left = left.filter(one => !round.includes(one));
  }
  return rounds;
}

/** Ids of the nodes from which a node takes slots in: only it can tell. None where it does not say; its scan will say why. */
async function importsFrom(call: TaskCall, node: TargetNode): Promise<ReadonlySet<string>> {
  try {
    const table = parseNodeTable(textOf(await askFor(call, node, ['CLUSTER', 'NODES'])));
    return new Set(ownLine(table)?.importing.map(({ from }) => from));
  } catch {
    return new Set();
  }
}

import type { ClusterPlan } from '../../cluster/cluster-plan.ts';
import type { Change } from '../../guide/change.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
import { joinsLines } from '../exhibits/joins-lines.ts';

/**
 * What the commands to the nodes come to, with its title: who joins a finished cluster, or the table of one that is formed;
 * nothing where a replica only takes over from its master.
 * @param tellAllocation the table, which is another one on a screen and in plain lines
 */
export function formingOutlook(
  { changes, plan }: { changes: readonly Change[]; plan: ClusterPlan },
  words: Words,
  width: number,
  tellAllocation: (plan: ClusterPlan, words: Words, width: number) => Line[],
): Line[] {
  const { exhibits } = words.setup;
  const formings = changes.filter(change => change.kind === 'form-cluster');
  const joins = formings.flatMap(change => change.joins ?? []);
  if (joins.length > 0) return [line(span('strong', exhibits.joins)), ...joinsLines(joins, words, width)];
  const forms = formings.some(({ commands }) => commands.some(({ command }) => !isTakeOver(command)));
  return forms ? [line(span('strong', exhibits.allocation)), ...tellAllocation(plan, words, width)] : [];
}

function isTakeOver(command: string): boolean {
  return command === 'CLUSTER FAILOVER';
}

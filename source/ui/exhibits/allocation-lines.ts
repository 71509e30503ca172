import { formatAddress, sameAddress } from '../../cluster/address.ts';
import type { ClusterPlan, PlannedMaster } from '../../cluster/cluster-plan.ts';
import { masterLetter } from '../../cluster/master-letter.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { type Cell, tableLines, widestLine } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';
import { tellPlanWarnings } from './tell-plan-warnings.ts';

/** Who gets which slots, and whose replicas stand where: a table, or one below the other where it does not fit. */
export function allocationLines(plan: ClusterPlan, words: Words, width: number): Line[] {
  const table = allocationTable(plan, words, width);
  const body = widestLine(table) <= width ? table : stackedAllocation(plan, words, width);
  const warnings = planWarningLines(plan, words, width);
  return warnings.length === 0 ? body : [...body, [], ...warnings];
}

/** One row a master, more where it has several replicas. */
function allocationTable(plan: ClusterPlan, words: Words, width: number): Line[] {
  const titles = words.setup.columns;
  const rows = plan.masters.flatMap((master, index): Cell[][] => {
    const replicas = replicasOf(plan, master);
    return (replicas.length === 0 ? [span('dim', words.setup.noReplica)] : replicas).map((replica, nth) =>
      nth > 0
        ? ['', '', '', '', '', replica]
        : [
            { text: masterLetter(index), master: index },
            `Master[${index}]`,
            escapeText(formatAddress(master.node)),
            `${master.slots[0]} - ${master.slots[1]}`,
            `${master.slots[1] - master.slots[0] + 1}`,
            replica,
          ],
    );
  });
  return tableLines(
    [
      { title: '' },
      { title: '', yields: 2, atLeast: 9 },
      { title: titles.master },
      { title: titles.slots },
      { title: titles.count, align: 'right', yields: 1, atLeast: 5 },
      { title: titles.replicas },
    ],
    rows,
    width,
  );
}

function stackedAllocation(plan: ClusterPlan, words: Words, width: number): Line[] {
  return plan.masters.flatMap((master, index) => {
    const replicas = replicasOf(plan, master).join(', ') || words.setup.noReplica;
    return [
      line({ text: masterLetter(index), master: index }, '  ', escapeText(formatAddress(master.node))),
      line(`   ${master.slots[0]} - ${master.slots[1]}`),
      ...wrapSpan(span('dim', `   ${words.setup.columns.replicas}: ${replicas}`), width, 5),
    ];
  });
}

/** The allocation as `redis-cli --cluster create` prints it, with the masters' addresses behind, for plain lines. */
export function guideAllocationLines(plan: ClusterPlan, words: Words, width: number): Line[] {
  return [
    ...plan.masters.map(({ node, slots }, index) =>
      line(`Master[${index}] -> Slots ${slots[0]} - ${slots[1]}  ${escapeText(formatAddress(node))}`),
    ),
    ...plan.replicas.map(({ node, master }) =>
      line(`Adding replica ${escapeText(formatAddress(node))} to ${escapeText(formatAddress(master))}`),
    ),
    ...planWarningLines(plan, words, width),
  ];
}

function planWarningLines(plan: ClusterPlan, words: Words, width: number): Line[] {
  return tellPlanWarnings(plan, words).flatMap(text =>
    wrapSpan(span('warn', `! ${escapeText(text)}`), width, 2),
  );
}

function replicasOf(plan: ClusterPlan, master: PlannedMaster): string[] {
  return plan.replicas
    .filter(replica => sameAddress(replica.master, master.node))
    .map(replica => escapeText(formatAddress(replica.node)));
}

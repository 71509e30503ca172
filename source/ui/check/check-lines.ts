import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { CheckReport, MasterSummary } from '../../cluster/check-cluster.ts';
import type { CheckFinding } from '../../cluster/check-findings.ts';
import type { ClusterNode } from '../../cluster/node-table.ts';
import { formatSlotRange } from '../../cluster/slot-ranges.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
import { masterLetter } from '../components/master-letter.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';
import { findingLines } from '../exhibits/finding-lines.ts';
import { nodesLines } from '../exhibits/nodes-lines.ts';
import { tellFailure } from '../plain/tell-failure.ts';

/** A checked cluster, ready to be shown. */
export interface CheckedCluster {
  name: string;
  /** The node that was asked for the others. */
  seed: NodeAddress;
  /** As that node has them. */
  nodes: readonly ClusterNode[];
  report: CheckReport;
}

/** The guide's check: who has which slots and replicas, the node table, and each finding. Tables fit into `width` columns. */
export function checkLines(
  { name, seed, nodes, report }: CheckedCluster,
  words: Words,
  width: number,
): Line[] {
  const { checkCommand } = words;
  return [
    line(span('strong', escapeText(checkCommand.title(name, formatAddress(seed))))),
    line(),
    ...masterLines(report.masters, words, width),
    line(),
    ...nodesLines(nodes, words, width),
    line(),
    ...report.findings.flatMap(finding => findingLines(finding, words, width, reasonsOf(finding, words))),
    line(),
    verdictLine(report, words),
  ];
}

/** The guide's `192.168.10.10:6371 (04444afa...) -> 0 keys | 5461 slots | 1 slaves.`, as a table. */
function masterLines(masters: readonly MasterSummary[], words: Words, width: number): Line[] {
  const { columns, unread, noReplica, total } = words.checkCommand;
  const rows = masters.map(({ address, keys, slotCount, slots, replicas }, index): Cell[] => [
    { text: masterLetter(index), master: index },
    escapeText(formatAddress(address)),
    keys === undefined ? span('fail', unread) : String(keys),
    String(slotCount),
    slots.map(formatSlotRange).join(' ') || '-',
    replicas.length === 0 ? span('warn', noReplica) : escapeText(replicas.map(formatAddress).join(' ')),
  ]);
  const keys = masters.reduce((sum, master) => sum + (master.keys ?? 0), 0);
  return [
    ...tableLines(
      [
        { title: '' },
        { title: columns.master },
        { title: columns.keys, align: 'right' },
        { title: columns.count, align: 'right' },
        { title: columns.slots, yields: 1, atLeast: 11 },
        { title: columns.replicas, yields: 2, atLeast: 12 },
      ],
      rows,
      width,
    ),
    line(total(keys, masters.length)),
  ];
}

/** Why each node that does not answer does not, as far as known. */
function reasonsOf(finding: CheckFinding, words: Words): string[] {
  if (finding.id !== 'nodes-reachable') return [];
  return finding.facts.unreachable.flatMap(({ node, failure }) =>
    failure ? [words.checkCommand.why(node, tellFailure(failure, words).what)] : [],
  );
}

function verdictLine({ findings }: CheckReport, { checkCommand }: Words): Line {
  const count = (severity: CheckFinding['severity']) =>
    findings.filter(finding => finding.severity === severity).length;
  const [failures, warnings] = [count('fail'), count('warn')];
  if (failures > 0) return line(span('fail', checkCommand.failed(failures, findings.length)));
  if (warnings > 0) return line(span('ok', checkCommand.warned(warnings, findings.length)));
  return line(span('ok', checkCommand.healthy(findings.length)));
}

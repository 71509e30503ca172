import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { CheckReport, MasterSummary } from '../../cluster/check-cluster.ts';
import type { CheckFinding } from '../../cluster/check-findings.ts';
import { masterLetter } from '../../cluster/master-letter.ts';
import type { ClusterNode } from '../../cluster/node-table.ts';
import type { SentCommand } from '../../cluster/send-in-turn.ts';
import { formatSlotRange } from '../../cluster/slot-ranges.ts';
import { mendFinding } from '../../words/describe-finding.ts';
import { cliAddress } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
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
  /** What was sent to mend it, before this was read. */
  sent: readonly SentCommand[];
}

/** The guide's check: who has which slots and replicas, the node table, and each finding. Tables fit into `width` columns. */
export function checkLines(
  { name, seed, nodes, report, sent }: CheckedCluster,
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
    ...report.findings.flatMap(finding => findingLines(finding, words, width, moreOf(finding, words))),
    line(),
    ...sentLines(sent, words),
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

function moreOf(finding: CheckFinding, words: Words): string[] {
  return [...reasonsOf(finding, words), ...mendFinding(words.check.mends, finding)];
}

/** The commands that were sent, as a person would have typed them, and what came of them. */
function sentLines(sent: readonly SentCommand[], words: Words): Line[] {
  const { mended, mendRefused } = words.checkCommand;
  const rows = sent.map(({ command, failure }) => {
    const typed = `redis-cli ${cliAddress(formatAddress(command.node))} ${command.text}`;
    if (!failure) return line(span('ok', escapeText(mended(typed))));
    return line(span('fail', escapeText(mendRefused(typed, tellFailure(failure.data, words).what))));
  });
  return rows.length > 0 ? [...rows, line()] : [];
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

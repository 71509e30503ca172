import type { ClusterView } from '../../../shell/session.ts';
import type { NodeStat, TimingEvent } from '../../../shell/tasks/events/timing-events.ts';
import type { Words } from '../../../words/words.ts';
import { formatBytes, groupDigits } from '../../components/format-quantity.ts';
import type { Cell, Column } from '../../components/table-lines.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeCell } from '../naming/node-names.ts';
import { showCommand } from '../naming/show-command.ts';
import { showMoment } from '../naming/show-moment.ts';
import { showTime } from '../naming/show-time.ts';
import { lines, narrowNode, type Told } from './told.ts';

/** How nodes do, as tables. */
export function tellTiming(event: TimingEvent, view: ClusterView, words: Words): Told | undefined {
  switch (event.type) {
    case 'slow-commands':
      return slowCommands(event.entries, view, words);
    case 'latencies':
      return latencies(event.nodes, view, words);
    case 'latency-spikes':
      return spikes(event.spikes, view, words);
    case 'node-stats':
      return statTable(event.stats, view, words);
  }
}

function slowCommands(
  entries: Extract<TimingEvent, { type: 'slow-commands' }>['entries'],
  view: ClusterView,
  { tasks }: Words,
): Told {
  if (entries.length === 0) return lines({ left: [{ text: tasks.nothingSlow, role: 'dim' }] });
  const columns: Column[] = [
    { title: tasks.when, yields: 3, atLeast: 14 },
    { title: tasks.node, ...narrowNode },
    { title: tasks.took, align: 'right' },
    { title: tasks.command, yields: 2, atLeast: 12 },
  ];
  const rows = entries.map(({ at, node, us, args }): Cell[] => [
    { text: showMoment(at), role: 'dim' },
    nodeCell(view, node),
    showTime(us / 1000),
    showCommand(args),
  ]);
  return { kind: 'table', columns, rows };
}

function latencies(
  nodes: Extract<TimingEvent, { type: 'latencies' }>['nodes'],
  view: ClusterView,
  { tasks }: Words,
): Told {
  const columns: Column[] = [
    { title: tasks.node, ...narrowNode },
    { title: tasks.least, align: 'right' },
    { title: tasks.mean, align: 'right' },
    { title: tasks.most, align: 'right' },
    { title: tasks.samples, align: 'right' },
  ];
  const rows = nodes.map(({ node, least, mean, most, samples }): Cell[] => [
    nodeCell(view, node),
    ...[least, mean, most].map(ms => `${ms.toFixed(2)} ms`),
    String(samples),
  ]);
  return { kind: 'table', columns, rows };
}

function spikes(
  found: Extract<TimingEvent, { type: 'latency-spikes' }>['spikes'],
  view: ClusterView,
  { tasks }: Words,
): Told {
  if (found.length === 0) return lines({ left: [], prose: { text: tasks.noSpikes, role: 'dim' } });
  const columns: Column[] = [
    { title: tasks.when, yields: 3, atLeast: 14 },
    { title: tasks.node, ...narrowNode },
    { title: tasks.spike, yields: 2, atLeast: 8 },
    { title: tasks.last, align: 'right' },
    { title: tasks.most, align: 'right' },
  ];
  const rows = found.map(({ at, node, event, lastMs, mostMs }): Cell[] => [
    { text: showMoment(at), role: 'dim' },
    nodeCell(view, node),
    escapeText(event),
    showTime(lastMs),
    showTime(mostMs),
  ]);
  return { kind: 'table', columns, rows };
}

/** One row a node; with several, what they are together under them. */
export function statTable(
  stats: readonly NodeStat[],
  view: ClusterView,
  { tasks }: Words,
): Extract<Told, { kind: 'table' }> {
  const columns: Column[] = [
    { title: tasks.node, ...narrowNode },
    { title: tasks.keyCount, align: 'right' },
    { title: tasks.memory, align: 'right', yields: 2, atLeast: 7 },
    { title: tasks.clients, align: 'right' },
    { title: tasks.opsPerSecond, align: 'right' },
    { title: tasks.hits, align: 'right' },
  ];
  const row = (name: Cell, one: Omit<NodeStat, 'node'>): Cell[] => [
    name,
    groupDigits(one.keys),
    formatBytes(one.memory),
    groupDigits(one.clients),
    groupDigits(one.opsPerSecond),
    one.reads === 0 ? '-' : `${Math.round((100 * one.hits) / one.reads)}%`,
  ];
  const rows = stats.map(one => row(nodeCell(view, one.node), one));
  const sum = (of: (one: NodeStat) => number) => stats.reduce((all, one) => all + of(one), 0);
  if (stats.length > 1) {
    const together = {
      keys: sum(one => one.keys),
      memory: sum(one => one.memory),
      clients: sum(one => one.clients),
      opsPerSecond: sum(one => one.opsPerSecond),
      reads: sum(one => one.reads),
      hits: sum(one => one.hits),
    };
    rows.push(row({ text: tasks.together, role: 'strong' }, together));
  }
  return { kind: 'table', columns, rows };
}

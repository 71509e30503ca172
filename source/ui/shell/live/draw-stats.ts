import type { ClusterView } from '../../../shell/session.ts';
import type { NodeStat } from '../../../shell/tasks/events/timing-events.ts';
import type { Words } from '../../../words/words.ts';
import { fitLine, type Line } from '../../components/line.ts';
import { tableLines } from '../../components/table-lines.ts';
import { statTable } from '../tell/tell-timings.ts';
import { besideLine } from './fit-wording.ts';

export interface StatsOptions {
  /** What is said of the line that runs: at the end of the titles, or where that has no room on a row of its own. */
  running: Line;
  width: number;
  maxRows: number;
  words: Words;
}

/** What `:stat` has read last, in at most `maxRows` rows: where there is no room for all nodes, the busiest. */
export function drawStats(
  stats: readonly NodeStat[],
  view: ClusterView,
  { running, width, maxRows, words }: StatsOptions,
): Line[] {
  const { columns, rows } = statTable(stats, view, words);
  const table = tableLines(columns, rows, width - 1).map(line => fitLine([{ text: ' ' }, ...line], width));
  const [titles = [], ...nodes] = table;
  const beside = besideLine(titles, running, width);
  const head = beside ? [beside] : [titles, running];
  if (head.length + nodes.length <= maxRows) return [...head, ...nodes];
  const together = nodes.pop() ?? [];
  const room = Math.max(0, maxRows - head.length - 1);
  const busiest = new Set(
    [...stats.keys()]
      .sort((a, b) => (stats[b]?.opsPerSecond ?? 0) - (stats[a]?.opsPerSecond ?? 0))
      .slice(0, room),
  );
  const hidden = words.tasks.moreNodes(stats.length - room);
  const last = fitLine([...together, { text: `  ${hidden}`, role: 'dim' }], width);
  return [...head, ...nodes.filter((_, index) => busiest.has(index)), last].slice(0, maxRows);
}

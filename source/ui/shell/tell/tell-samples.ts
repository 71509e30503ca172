import type { ClusterView } from '../../../shell/session.ts';
import type { SampleEvent, TypeSummary } from '../../../shell/tasks/events/sample-events.ts';
import type { Words } from '../../../words/words.ts';
import { formatBytes, groupDigits } from '../../components/format-quantity.ts';
import type { Cell, Column } from '../../components/table-lines.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeCell } from '../naming/node-names.ts';
import { shortKey } from '../naming/show-key.ts';
import { lines, narrowNode, type Told } from './told.ts';

/** Columns of a key in a table; narrower on a narrow terminal. */
const widestKey = 40;

/** The biggest key of each type, or the keys that are read most, as a table. */
export function tellSample(event: SampleEvent, view: ClusterView, words: Words): Told {
  const { tasks } = words;
  if (event.type === 'keys-astray') {
    return lines({ left: [], prose: { text: tasks.astray(groupDigits(event.keys)), role: 'warn' } });
  }
  if (event.keys === 0) return lines({ left: [{ text: tasks.noKeys, role: 'dim' }] });
  return event.type === 'biggest-keys' ? biggest(event, view, words) : hottest(event, view, words);
}

function biggest(
  { by, types }: Extract<SampleEvent, { type: 'biggest-keys' }>,
  view: ClusterView,
  { tasks }: Words,
): Told {
  const columns: Column[] = [
    { title: tasks.type },
    { title: tasks.keyCount, align: 'right' },
    { title: tasks.average, align: 'right', yields: 3, atLeast: 8 },
    { title: tasks.biggest, align: 'right' },
    { title: tasks.key, yields: 2, atLeast: 8 },
    { title: tasks.node, ...narrowNode },
  ];
  const show = by === 'memory' ? formatBytes : (value: number, type: string) => showSize(value, type, tasks);
  const rows = types.map((one: TypeSummary): Cell[] => [
    escapeText(one.type),
    groupDigits(one.keys),
    show(Math.round(one.total / one.keys), one.type),
    show(one.biggest.measure, one.type),
    shortKey(one.biggest.key, widestKey),
    nodeCell(view, one.biggest.node),
  ]);
  return { kind: 'table', columns, rows };
}

function hottest(
  { hottest: keys }: Extract<SampleEvent, { type: 'hottest-keys' }>,
  view: ClusterView,
  { tasks }: Words,
): Told {
  const columns: Column[] = [
    { title: tasks.counter, align: 'right' },
    { title: tasks.key, yields: 2, atLeast: 8 },
    { title: tasks.node, ...narrowNode },
  ];
  const rows = keys.map(({ key, node, measure }): Cell[] => [
    String(measure),
    shortKey(key, widestKey),
    nodeCell(view, node),
  ]);
  return { kind: 'table', columns, rows };
}

/** A string has bytes, everything else elements; a module's type has none that could be asked for. */
function showSize(value: number, type: string, { elements }: Words['tasks']): string {
  return type === 'string' ? formatBytes(value) : elements(groupDigits(value));
}

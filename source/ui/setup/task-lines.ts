import type { Words } from '../../words/words.ts';
import { fitLine, type Line, line, span } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { windowRows } from '../components/window-rows.ts';
import { escapeText } from '../escape-text.ts';
import { taskMark } from './setup-marks.ts';
import type { SetupState, StepView, TaskView } from './setup-state.ts';
import { tellDetail } from './tell-detail.ts';

/** A row, and whether something is going on in it. */
interface Row {
  line: Line;
  active: boolean;
}

/** Where rows stand: hosts and nodes in the order of the cluster. */
export type ClusterOrder = Pick<SetupState, 'hosts' | 'nodes'>;

/**
 * What happens in a step, host by host and node by node, in at most `height` rows of `width` columns.
 * Too long for that: one row a host or node; still too long: the rows around what is going on.
 */
export function taskLines(
  { tasks }: StepView,
  order: ClusterOrder,
  words: Words,
  width: number,
  height: number,
): Line[] {
  const groups = groupByHost(tasks, order);
  const blocks = groups.map(group => groupRows(group, words));
  const airy = blocks.flatMap((block, index) => (index === 0 ? block : [emptyRow, ...block]));
  const close = blocks.flat();
  const rows =
    [airy, close].find(each => each.length <= height) ?? groups.flatMap(group => compactRows(group, words));
  return showAround(rows, words, height).map(row => fitLine(row, width));
}

const emptyRow: Row = { line: [], active: false };

interface HostGroup {
  host: string;
  hostTasks: readonly TaskView[];
  /** The last thing each node was heard of. */
  nodeTasks: readonly TaskView[];
}

function groupByHost(tasks: readonly TaskView[], order: ClusterOrder): HostGroup[] {
  const hosts = inOrder([...new Set(tasks.map(hostOf))], order.hosts, host => host);
  return hosts.map(host => {
    const own = tasks.filter(task => hostOf(task) === host);
    const nodes = new Map(own.filter(isNodeTask).map(task => [task.node, task]));
    return {
      host,
      hostTasks: own.filter(task => !isNodeTask(task)),
      nodeTasks: inOrder([...nodes.values()], order.nodes, ({ node }) => node ?? ''),
    };
  });
}

/** As `names` has them; what it does not have comes last, as it was first heard of. */
function inOrder<T>(items: readonly T[], names: readonly string[], nameOf: (item: T) => string): T[] {
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOf = (item: T) => places.get(nameOf(item)) ?? names.length;
  return [...items].sort((a, b) => placeOf(a) - placeOf(b));
}

function isNodeTask(task: TaskView): boolean {
  return task.node !== undefined;
}

function hostOf({ host, node }: TaskView): string {
  return host ?? node?.slice(0, node.lastIndexOf(':')) ?? '';
}

/** The host as a heading, under it its own rows and those of its nodes. */
function groupRows({ host, hostTasks, nodeTasks }: HostGroup, words: Words): Row[] {
  const heading: Row[] = host === '' ? [] : [{ line: line(span('strong', escapeText(host))), active: false }];
  // What concerns all of them stands under no host.
  const indent = host === '' ? '' : '  ';
  return [...heading, ...hostRows(hostTasks, indent, words), ...nodeRows(nodeTasks, indent, words)];
}

function hostRows(tasks: readonly TaskView[], indent: string, words: Words): Row[] {
  const width = Math.max(0, ...tasks.map(task => textWidth(words.setup.tasks[task.name])));
  return tasks.map(task =>
    taskRow(task, indent, padText(words.setup.tasks[task.name], width), note(task, words)),
  );
}

function nodeRows(tasks: readonly TaskView[], indent: string, words: Words): Row[] {
  const labels = tasks.map(task => escapeText(task.node?.slice(task.node.lastIndexOf(':') + 1) ?? ''));
  const width = Math.max(0, ...labels.map(textWidth));
  return tasks.map((task, index) =>
    taskRow(
      task,
      indent,
      padText(labels[index] ?? '', width),
      note(task, words) || words.setup.tasks[task.name],
    ),
  );
}

/** One row a host, or one a node where the work is done on nodes. */
function compactRows({ host, hostTasks, nodeTasks }: HostGroup, words: Words): Row[] {
  const nodes = nodeTasks.map(task =>
    taskRow(task, '', escapeText(task.node ?? ''), note(task, words) || words.setup.tasks[task.name]),
  );
  const task =
    hostTasks.find(each => each.state === 'failed') ?? hostTasks.find(isActive) ?? hostTasks.at(-1);
  if (!task || (nodes.length > 0 && !isActive(task))) return nodes;
  const doing = [words.setup.tasks[task.name], note(task, words)].filter(text => text !== '').join(' · ');
  return [taskRow(task, '', escapeText(host), doing), ...nodes];
}

function taskRow(task: TaskView, indent: string, label: string, says: string): Row {
  const role = task.state === 'failed' ? 'fail' : task.state === 'warned' ? 'warn' : 'dim';
  const told = says === '' ? [] : [{ text: '  ' }, span(role, says)];
  return { line: line(indent, taskMark(task.state), ' ', label, ...told), active: isActive(task) };
}

function isActive({ state }: TaskView): boolean {
  return state === 'running' || state === 'failed';
}

/** What is said beside a row: how far it is, and its detail; a stage of the forming has a word of its own. */
function note({ state, detail, fraction, wait }: TaskView, words: Words): string {
  if (wait) return words.setup.waits[wait.for](wait.ready, wait.total);
  const percent = state === 'running' && fraction !== undefined ? `${Math.floor(fraction * 100)} %` : '';
  return [percent, detail === undefined ? '' : tellDetail(detail, words)]
    .filter(text => text !== '')
    .join(' · ');
}

function showAround(rows: readonly Row[], words: Words, height: number): Line[] {
  const focus = rows.findIndex(row => row.active);
  const { from, to, above, below } = windowRows(rows.length, height, focus < 0 ? rows.length - 1 : focus);
  const told = (count: number) => (count === 0 ? [] : [line(span('dim', words.setup.more(count)))]);
  return [...told(above), ...rows.slice(from, to).map(row => row.line), ...told(below)];
}

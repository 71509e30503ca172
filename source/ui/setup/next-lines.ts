import type { ResultNode } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, lineWidth, span, wrapSpan } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import type { NextCommands } from './next-commands.ts';

/** More hosts than this are counted, not named: the node table has them all. */
const mostHosts = 6;

/** What runs where, and the commands that lead back to it, check it and stop it. `width` may be infinite. */
export function nextLines(
  nodes: readonly ResultNode[],
  next: NextCommands,
  words: Words,
  width: number,
): Line[] {
  const labels = words.setup.next;
  const rows = [
    [labels.nodes, nodePlaces(nodes, words)],
    [labels.shell, next.shell],
    [labels.check, next.check],
    [labels.stop, next.down],
  ] as const;
  const labelWidth = Math.max(...rows.map(([label]) => textWidth(label))) + 2;
  return rows.flatMap(([label, text], index) => {
    // Commands stay in one piece, to be copied.
    const columns = index === 0 ? width - labelWidth : Number.POSITIVE_INFINITY;
    const [first = [], ...more] = wrapSpan(span(index === 0 ? 'plain' : 'accent', text), columns);
    return [
      line(span('dim', padText(label, labelWidth)), ...first),
      ...more.map(row => line(' '.repeat(labelWidth), ...row)),
    ];
  });
}

/** The same on one line for a screen, where Enter leads to the shell anyway; what does not fit is left out. */
export function nextLine(next: NextCommands, words: Words, width: number): Line {
  const labels = words.setup.next;
  const check = line(span('dim', `${labels.check}  `), next.check);
  const both = line(...check, '   ', span('dim', `${labels.stop}  `), next.down);
  return lineWidth(both) <= width ? both : check;
}

/** `192.168.10.10:6371-6373, 192.168.10.11:6374-6376`, in the order of hosts and ports. */
function nodePlaces(nodes: readonly ResultNode[], words: Words): string {
  const hosts = [...new Set(nodes.map(({ host }) => host))];
  const places = hosts.slice(0, mostHosts).map(host => {
    const ports = nodes.filter(node => node.host === host).map(({ port }) => port);
    return `${escapeText(host.includes(':') ? `[${host}]` : host)}:${formatPorts(ports)}`;
  });
  const left = hosts.length - places.length;
  return [...places, ...(left > 0 ? [words.setup.more(left)] : [])].join(', ');
}

/** `6371-6373,6380`. */
function formatPorts(ports: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const port of [...ports].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === port - 1) run[1] = port;
    else runs.push([port, port]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

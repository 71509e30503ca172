import type { Path } from '../../guide/preflight/reach-paths.ts';
import { portRuns } from '../../words/open-ports.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
import { type Cell, tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';

/** Who reaches whom: a row for each host that was tried from, a column for each that was tried; blocked ports by name. */
export function pathsLines(
  hosts: readonly string[],
  paths: readonly Path[],
  words: Words,
  width: number,
): Line[] {
  const { pathsFrom, pathsTo, pathsLegend } = words.setup;
  const rows = hosts.map((from): Cell[] => [
    escapeText(from),
    ...hosts.map((to): Cell => (from === to ? span('dim', '·') : cellOf(paths, from, to, words))),
  ]);
  const columns = hosts.map(to => ({ title: `${pathsTo} ${escapeText(to)}`, yields: 1, atLeast: 8 }));
  return [...tableLines([{ title: pathsFrom }, ...columns], rows, width), line(span('dim', pathsLegend))];
}

/** The ports that are blocked between two hosts; else those of which nothing is known; else that all are open. */
function cellOf(paths: readonly Path[], from: string, to: string, { setup }: Words): Cell {
  const these = paths.filter(path => path.from === from && path.to === to);
  const blocked = these.filter(({ state }) => state !== 'open' && state !== 'unknown');
  if (blocked.length > 0) return span('fail', `✗ ${portRuns(blocked.map(({ port }) => port))}`);
  const unknown = these.filter(({ state }) => state === 'unknown');
  if (unknown.length > 0) return span('dim', `? ${portRuns(unknown.map(({ port }) => port))}`);
  return span('ok', `✓ ${setup.ports(these.length)}`);
}

import type { ContainerRow } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import type { Line } from '../components/line.ts';
import { line, span } from '../components/line.ts';
import { tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';

/** The guide's `docker-compose ps`, host by host. */
export function containersLines(rows: readonly ContainerRow[], words: Words, width: number): Line[] {
  const { name, command, state } = words.setup.columns;
  const hosts = [...new Set(rows.map(row => row.host))];
  const table = tableLines(
    [{ title: name }, { title: command, yields: 1, atLeast: 12 }, { title: state }],
    hosts.flatMap(host =>
      rows
        .filter(row => row.host === host)
        .map(row => [
          escapeText(row.name),
          span('dim', escapeText(row.command)),
          span(isUp(row.state) ? 'ok' : 'fail', escapeText(row.state)),
        ]),
    ),
    width - 2,
  );
  const [titles = [], ...body] = table;
  let next = 0;
  return hosts.flatMap(host => {
    const count = rows.filter(row => row.host === host).length;
    const own = body.slice(next, next + count);
    next += count;
    return [line(span('strong', escapeText(host))), ...[titles, ...own].map(row => line('  ', ...row))];
  });
}

/** `Up`, `Up 3 seconds`, `running`: as Docker and Compose say it. */
function isUp(state: string): boolean {
  return /^(up\b|running\b)/i.test(state) && !/unhealthy/i.test(state);
}

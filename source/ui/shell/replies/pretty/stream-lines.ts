import type { Reply } from '../../../../redis/reply.ts';
import type { Line } from '../../../components/line.ts';
import { escapeText } from '../../../escape-text.ts';
import { fieldLines } from './field-lines.ts';
import { pairUp } from './pair-up.ts';

/** An id as the server makes it: milliseconds since 1970, and a number within them. */
const ID = /^(\d{1,15})-\d+$/;
/** Ids before 1973 were given by hand: `1-1`. */
const FIRST_MS = 100_000_000_000;

/** Entries of a stream, each under its id and the time in it (UTC); undefined for what are none. */
export function entryLines(entries: Reply, indent = ''): Line[] | undefined {
  if (entries.type !== 'array') return undefined;
  const lines: Line[] = [];
  for (const entry of entries.items) {
    const [id, fields, ...others] = entry.type === 'array' ? entry.items : [];
    if (id?.type !== 'bulk' || !fields || others.length > 0) return undefined;
    lines.push([
      { text: `${indent}${escapeText(id.value.toString())}`, role: 'strong' },
      { text: timeOf(id.value.toString()), role: 'dim' },
    ]);
    lines.push(...fieldLines(pairUp(fields) ?? [], `${indent}  `));
  }
  return lines;
}

/** What XREAD answers: for each stream its key, and its entries. */
export function streamLines(reply: Reply): Line[] | undefined {
  const streams = pairsOfStreams(reply);
  if (!streams) return undefined;
  const lines: Line[] = [];
  for (const [key, entries] of streams) {
    const inside = entryLines(entries, '  ');
    if (key.type !== 'bulk' || !inside) return undefined;
    lines.push([{ text: escapeText(key.value.toString()), role: 'accent' }], ...inside);
  }
  return lines;
}

/** A map in RESP3, an array of pairs in RESP2. */
function pairsOfStreams(reply: Reply): [Reply, Reply][] | undefined {
  if (reply.type === 'map') return reply.entries;
  if (reply.type !== 'array') return undefined;
  const pairs = reply.items.map(item => (item.type === 'array' ? item.items : []));
  return pairs.every(pair => pair.length === 2) ? (pairs as [Reply, Reply][]) : undefined;
}

function timeOf(id: string): string {
  const ms = Number(ID.exec(id)?.[1]);
  return ms >= FIRST_MS ? `   ${new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC')}` : '';
}

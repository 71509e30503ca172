import { isSeq } from 'yaml';
import type { Place } from './fault-list.ts';
import type { Value, ValueReader } from './value-reader.ts';

/** The highest client port: the cluster bus listens on port + 10000, and ports end at 65535. */
const MAX_PORT = 55535;
const BUS_OFFSET = 10000;
/** "up to 1000 nodes" is what Redis Cluster is made for (redis.io, cluster specification). */
export const MAX_NODES = 1000;

/** Reads `ports`: a port, a range `6371-6373`, or a list of both. In the order of the file; undefined when anything is wrong. */
export function readPorts(reader: ValueReader, value: Value): number[] | undefined {
  const ports = new Set<number>();
  let sound = true;
  for (const item of isSeq(value.node) ? reader.items(value) : [value]) {
    const range = readRange(reader, item);
    sound &&= range !== undefined;
    for (let port = range?.[0] ?? 1; port <= (range?.[1] ?? 0); port++) {
      if (ports.has(port)) {
        reader.fault('port-doubled', item, { port: String(port) });
        sound = false;
      }
      ports.add(port);
      if (ports.size > MAX_NODES) return reader.fault('too-many-nodes', item, { limit: String(MAX_NODES) });
    }
  }
  if (ports.size === 0 && sound) return reader.fault('ports-empty', value, {});
  return checkBusPorts(reader, value, ports) && sound ? [...ports] : undefined;
}

function readRange(reader: ValueReader, item: Value): readonly [number, number] | undefined {
  const text = reader.text(item);
  if (text === undefined) return undefined;
  const parts = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
  if (!parts || /(?:^|-)0\d/.test(text)) return reader.fault('port-wrong', item, { text });
  const [first, last] = [Number(parts[1]), Number(parts[2] ?? parts[1])];
  const outside = [first, last].find(port => port < 1 || port > MAX_PORT);
  if (outside !== undefined) return reader.fault('port-out-of-range', item, { port: String(outside) });
  if (last < first) return reader.fault('port-range-backwards', item, { right: `${last}-${first}` });
  return [first, last];
}

/** One node's bus port may not be another's client port. */
function checkBusPorts(reader: ValueReader, place: Place, ports: ReadonlySet<number>): boolean {
  const clashing = [...ports].filter(port => ports.has(port + BUS_OFFSET));
  for (const port of clashing) {
    reader.fault('port-is-bus-port', place, { port: String(port + BUS_OFFSET), of: String(port) });
  }
  return clashing.length === 0;
}

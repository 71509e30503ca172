import { randomInt } from 'node:crypto';
import { Failure } from '../cluster/failure.ts';

/** Below the guide's own ports, so that `up --here` finds those free, and their bus ports. */
const FIRST_PORT = 4001;
const LAST_PORT = 5_999;
/** Rows begin at these distances. */
const ROW = 10;
/** The cluster bus listens at port + 10000. */
const BUS_OFFSET = 10_000;

/**
 * Ports in a row that are free now, with their bus ports. Where the search begins is drawn, so that lessons that begin at the
 * same moment do not meet. @throws {Failure} `no-free-ports` (exit 3)
 */
export async function findPortRow(
  count: number,
  isFree: (port: number) => Promise<boolean>,
): Promise<number[]> {
  const rows = Math.floor((LAST_PORT - count - FIRST_PORT) / ROW);
  const begin = randomInt(rows);
  for (let at = 0; at < rows; at++) {
    const first = FIRST_PORT + ROW * ((begin + at) % rows);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.flatMap(port => [isFree(port), isFree(port + BUS_OFFSET)]));
    if (free.every(Boolean)) return ports;
  }
  throw new Failure('no-free-ports', { count, first: FIRST_PORT, last: LAST_PORT }, { exitCode: 3 });
}

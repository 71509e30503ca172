import { randomInt } from 'node:crypto';
import { Failure } from '../cluster/failure.ts';
import { busPort } from '../guide/bus-port.ts';

/** Below the guide's own ports, so that `up --here` finds those free, and their bus ports. */
const FIRST_PORT = 4001;
const LAST_PORT = 5_999;
/** Rows begin at these distances. */
const ROW = 10;

/** How ports of this machine are looked for. */
export interface PortSearch {
  /** Does nothing listen there? */
  isFree: (port: number) => Promise<boolean>;
  /** Takes a port among all lessons of this machine; what gives it back, or nothing when another lesson has it. */
  hold: (port: number) => Promise<(() => void) | undefined>;
}

/** Ports that no other lesson gets, until they are given back. */
export interface HeldPorts {
  ports: readonly number[];
  release: () => void;
}

/**
 * Ports in a row that are free now, with their bus ports, and no other lesson's, be its nodes stopped. Where the search begins is
 * drawn. @throws {Failure} `no-free-ports` (exit 3)
 */
export async function findPortRow(count: number, { isFree, hold }: PortSearch): Promise<HeldPorts> {
  const size = ROW * Math.ceil(count / ROW);
  const rows = Math.floor((LAST_PORT + 1 - FIRST_PORT) / size);
  const begin = randomInt(rows);
  for (let at = 0; at < rows; at++) {
    const first = FIRST_PORT + size * ((begin + at) % rows);
    const release = await holdRow(first, size, hold);
    if (!release) continue;
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const free = await Promise.all(ports.flatMap(port => [isFree(port), isFree(busPort(port))]));
    if (free.every(Boolean)) return { ports, release };
    release();
  }
  throw new Failure('no-free-ports', { count, first: FIRST_PORT, last: LAST_PORT }, { exitCode: 3 });
}

/** A long row is several short ones. */
async function holdRow(
  first: number,
  size: number,
  hold: PortSearch['hold'],
): Promise<(() => void) | undefined> {
  const releases: (() => void)[] = [];
  const release = () => {
    for (const each of releases) each();
  };
  for (let port = first; port < first + size; port += ROW) {
    const held = await hold(port);
    if (!held) {
      release();
      return undefined;
    }
    releases.push(held);
  }
  return release;
}

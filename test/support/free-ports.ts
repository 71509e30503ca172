import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { holdPort } from '../../source/hosts/hold-port.ts';
import { isPortFree } from '../../source/hosts/is-port-free.ts';

/** The cluster bus listens this far above the client port. */
export const BUS_OFFSET = 10_000;
/** Above these, `up --here` takes ports of its own choice: its bus ports are 16371 and those that follow. */
const FIRST_PORT = 16_500;
/** Where they must be lower: above what needs root. */
const LOWEST_PORT = 1_100;
/** No port of a test's: whose turn it is, among the test workers that make clusters where `up --here` does. */
export const TURN = LOWEST_PORT - 1;

/**
 * `count` ports of 127.0.0.1 that nothing listens on, and nothing on their bus ports (port + 10000). Nobody else gets them before
 * this process has ended, however long nothing listens there: other test workers ask here too, and the kernel takes the ports of
 * outgoing connections from a range of its own. A server that restarts finds its port as it left it.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const found: number[] = [];
  const [first, last] = portRange();
  while (found.length < count) {
    const port = randomInt(first, last + 1);
    if ((await hold(port)) && (await hold(port + BUS_OFFSET))) found.push(port);
  }
  return found.sort((a, b) => a - b);
}

/** One of them. */
export async function findFreePort(): Promise<number> {
  const [port = 0] = await findFreePorts(1);
  return port;
}

/** Client ports whose bus ports, too, are below those that the kernel gives to outgoing connections. */
function portRange(): [number, number] {
  const last = Math.min(lowestOutgoing() - 1, 65_536) - BUS_OFFSET;
  if (last > FIRST_PORT + 1000) return [FIRST_PORT, last];
  return last > LOWEST_PORT + 1000 ? [LOWEST_PORT, last] : [FIRST_PORT, 22_767];
}

function lowestOutgoing(): number {
  try {
    const [lowest] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split('\t');
    return Number(lowest);
  } catch {
    return 32_768;
  }
}

/** Ports that this process holds, or has found taken. */
const asked = new Set<number>();

/** Takes a port for this process alone, if nothing listens there. */
async function hold(port: number): Promise<boolean> {
  if (asked.has(port)) return false;
  asked.add(port);
  return (await holdPort(port)) !== undefined && (await isPortFree(port));
}

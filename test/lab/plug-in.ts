import { runHere } from './namespaces.ts';

export interface Plug {
  /** Process that holds the namespace of the bridge. */
  switchPid: number;
  /** A process of the machine. */
  pid: number;
  /** Name of the cable's end at the bridge: at most 15 characters, unique in the lab. */
  cable: string;
  address: string;
}

/** A network card keeps its hardware address over a power cut, or neighbours would talk to one that is gone. */
function hardwareAddress(address: string): string {
  const bytes = address.split('.').map(byte => Number(byte).toString(16).padStart(2, '0'));
  return `02:00:${bytes.join(':')}`;
}

/** The address of version 6 that a machine has beside its own: fd00::10 for 192.168.10.10. */
export function sixthOf(address: string): string {
  return `fd00::${address.split('.').at(-1)}`;
}

/** Joins a network namespace to the lab's bridge: a cable, an address, and no route beyond the lab. */
export async function plugIn({ switchPid, pid, cable, address }: Plug): Promise<void> {
  await runHere(
    ['nsenter', '-t', `${switchPid}`, '--net', 'ip', '-batch', '-'],
    `link add ${cable} type veth peer name eth0 address ${hardwareAddress(address)} netns ${pid}\nlink set ${cable} master lab up\n`,
  );
  await runHere(
    ['nsenter', '-t', `${pid}`, '--net', 'ip', '-batch', '-'],
    `link set lo up\naddr add ${address}/24 dev eth0\naddr add ${sixthOf(address)}/64 dev eth0 nodad\nlink set eth0 up\n`,
  );
}

/** The ends of a cable that leads straight from the operator to one machine. */
export interface SideCable {
  operator: { pid: number; address: string };
  machine: { pid: number; address: string };
}

/** Lays a cable past the bridge: the two keep their addresses, and talk over it from now on. */
export async function laySideCable({ operator, machine }: SideCable): Promise<void> {
  const at = (pid: number, batch: string) =>
    runHere(['nsenter', '-t', `${pid}`, '--net', 'ip', '-batch', '-'], batch);
  const leads = (from: string, to: string) => `link set side up\nroute add ${to}/32 dev side src ${from}\n`;
  const made = `link add side type veth peer name side netns ${machine.pid}\n`;
  await at(operator.pid, made + leads(operator.address, machine.address));
  await at(machine.pid, leads(machine.address, operator.address));
}

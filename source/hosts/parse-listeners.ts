import type { ListenerFacts } from './host-facts.ts';
import type { SaidFacts } from './said-facts.ts';

type Owner = NonNullable<ListenerFacts['owner']>;

/** Who listens on the ports asked for, from /proc/net/tcp and the open files of all processes, or from lsof where there is no /proc. */
export function parseListeners(said: SaidFacts, ports: readonly number[]): ListenerFacts[] {
  const sockets = [...linuxSockets(said), ...lsofSockets(said('lsof'))];
  return [...new Set(ports)].flatMap(port => {
    const here = sockets.filter(socket => socket.port === port);
    if (here.length === 0) return [];
    const owner = here.find(socket => socket.owner)?.owner;
    return [{ port, addresses: [...new Set(here.map(({ address }) => address))], ...(owner && { owner }) }];
  });
}

interface Socket {
  address: string;
  port: number;
  owner?: Owner;
}

/** `0100007F:18E3 180461`: address and port in hexadecimal, then the socket's inode. */
function linuxSockets(said: SaidFacts): Socket[] {
  const names = new Map(said('container').map(line => line.split(' ') as [string, string]));
  const owners = new Map(said('owner').map(line => readOwner(line, names)));
  return said('listener').map(line => {
    const [place = '', inode = ''] = line.split(' ');
    const [address = '', port = ''] = place.split(':');
    const owner = owners.get(inode);
    return { address: decodeAddress(address), port: Number.parseInt(port, 16), ...(owner && { owner }) };
  });
}

/** Inode, process id, program, then the lines of its /proc/PID/cgroup, in which a container shows by its id. */
function readOwner(line: string, names: ReadonlyMap<string, string>): [string, Owner] {
  const [inode = '', pid = '', program = '', ...groups] = line.split(' ');
  const containerId = /\b[0-9a-f]{64}\b/.exec(groups.join(' '))?.[0];
  const containerName = containerId && names.get(containerId);
  return [
    inode,
    {
      pid: Number(pid),
      program,
      ...(containerId && { containerId }),
      ...(containerName && { containerName }),
    },
  ];
}

/** Words of 32 bits in the byte order of the machine (proc(5)): little endian on all that run Docker. */
function decodeAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap(word => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map(byte => Number.parseInt(byte, 16)).join('.');
  return formatIpv6(bytes.join(''));
}

/** `lsof -F pcn`: a line with the process id, one with its program, then one for each of its sockets. */
function lsofSockets(lines: readonly string[]): Socket[] {
  const sockets: Socket[] = [];
  let owner: Owner = { pid: 0, program: '' };
  for (const line of lines) {
    const value = line.slice(1);
    if (line.startsWith('p')) owner = { pid: Number(value), program: '' };
    else if (line.startsWith('c')) owner = { ...owner, program: value };
    else if (line.startsWith('n')) {
      const colon = value.lastIndexOf(':');
      const address = value.slice(0, colon).replace(/^\[|\]$/g, '');
      sockets.push({
        address: address === '*' ? '0.0.0.0' : address,
        port: Number(value.slice(colon + 1)),
        owner,
      });
    }
  }
  return sockets;
}

/** 32 hexadecimal digits, as /proc/net/if_inet6 has them, in the shortest form. */
export function formatIpv6(digits: string): string {
  const groups = digits.match(/.{4}/g)?.join(':') ?? '';
  return new URL(`http://[${groups}]/`).hostname.slice(1, -1);
}

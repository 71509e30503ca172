import { isIP } from 'node:net';
import type { ClusterSpec } from '../spec/cluster-spec.ts';
import { canonicalAddress, isLoopback } from '../spec/host-address.ts';
import { GuideFailure } from './guide-failure.ts';
import type { ReachedHost, ReachedHosts } from './reach-hosts.ts';

/**
 * Finds the IP address that each host's nodes announce: Redis gossips addresses and resolves no names.
 * An address in the file stands for itself. A name is looked up on all hosts, as they will be the ones to use it,
 * and must lead to one of the host's own addresses; 127.0.0.1 counts only where there is no other host
 * (Debian has a host's own name at 127.0.1.1). Otherwise there is a finding `address-not-on-host`.
 */
export async function resolveNames(
  reached: readonly ReachedHost[],
  spec: ClusterSpec,
  signal: AbortSignal,
): Promise<ReachedHosts> {
  const names = reached.map(({ spec: { address } }) => address).filter(address => isIP(address) === 0);
  const found = await lookUp(names, reached, signal);
  const isAlone = spec.hosts.length === 1;
  const hosts: ReachedHosts['hosts'] = [];
  const findings: ReachedHosts['findings'] = [];
  for (const host of reached) {
    const { address } = host.spec;
    const candidates = isIP(address) === 0 ? (found.get(address) ?? []) : [address];
    const announceIp = candidates.find(ip => isOwn(ip, host, isAlone));
    hosts.push({ ...host, announceIp: announceIp ?? address });
    if (announceIp !== undefined) continue;
    const addresses = host.facts.addresses.filter(ip => isAlone || !isLoopback(ip));
    const facts = { host: host.host.label, address, addresses };
    findings.push(new GuideFailure('address-not-on-host', facts, { exitCode: 3 }));
  }
  return { hosts, findings };
}

function isOwn(ip: string, { facts }: ReachedHost, isAlone: boolean): boolean {
  if (isLoopback(ip)) return isAlone;
  return facts.addresses.some(own => canonicalAddress(own) === canonicalAddress(ip));
}

/** Addresses of names as any of the hosts knows them. */
async function lookUp(
  names: readonly string[],
  hosts: readonly ReachedHost[],
  signal: AbortSignal,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>(names.map(name => [name, []]));
  if (names.length === 0) return found;
  const outputs = await Promise.all(hosts.map(({ host }) => host.runScript(LOOK_UP, names, { signal })));
  for (const { stdout } of outputs) {
    for (const line of stdout.split('\n')) {
      const [ip = '', name = ''] = line.split(' ');
      found.get(name)?.push(ip);
    }
  }
  return found;
}

/** Arguments: names. Prints `address name` for each address of each. */
const LOOK_UP = `# look names up
for name; do
  getent ahosts "$name" 2>/dev/null | while read -r ip rest; do echo "$ip $name"; done
done
`;

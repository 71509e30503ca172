import { isSeq } from 'yaml';
import type { HostSpec, SshTarget } from './cluster-spec.ts';
import { canonicalAddress, checkAddress, isLoopback } from './host-address.ts';
import { MAX_NODES, readPorts } from './read-ports.ts';
import { formatSshTarget, parseSshTarget } from './ssh-target.ts';
import type { Entry, Value, ValueReader } from './value-reader.ts';

const HOST_KEYS = ['address', 'ssh', 'ports', 'identityFile'] as const;

/** A host as far as it could be read, with where its parts stand. */
interface ReadHost {
  spec: HostSpec;
  addressAt: Value;
  sshAt: Value;
}

/** Reads `hosts`. Undefined when anything in it is wrong; what concerns several hosts is checked for those that could be read. */
export function readHosts(reader: ValueReader, value: Value): HostSpec[] | undefined {
  if (value.node === undefined) return undefined;
  if (value.node === null) return reader.fault('hosts-empty', value, {});
  if (!isSeq(value.node)) return reader.wrongType('list', value);
  if (value.node.items.length === 0) return reader.fault('hosts-empty', value, {});
  const hosts: ReadHost[] = [];
  let count = 0;
  let nodes = 0;
  for (const item of reader.items(value)) {
    const host = readHost(reader, item);
    nodes += host?.spec.ports.length ?? 1;
    if (nodes > MAX_NODES) return reader.fault('too-many-nodes', item, { limit: String(MAX_NODES) });
    if (host) hosts.push(host);
    count++;
  }
  const apart = checkAddresses(reader, hosts, count > 1);
  const reachable = checkTargets(reader, hosts);
  return apart && reachable && hosts.length === count ? hosts.map(host => host.spec) : undefined;
}

function readHost(reader: ValueReader, item: Value): ReadHost | undefined {
  const entries = reader.map(item, HOST_KEYS);
  if (!entries) return undefined;
  const [addressAt, sshAt, portsAt, identityAt] = HOST_KEYS.map(key => entries.get(key));
  if (!addressAt) reader.fault('key-missing', item, { key: 'address', example: 'address: 192.168.10.10' });
  if (!portsAt) reader.fault('key-missing', item, { key: 'ports', example: 'ports: 6371-6373' });
  const address = addressAt && readAddress(reader, addressAt);
  const ssh = sshAt && readTarget(reader, sshAt);
  const ports = portsAt && readPorts(reader, portsAt);
  const identityFile = identityAt && reader.text(identityAt);
  if (identityAt && !sshAt) reader.fault('identity-without-ssh', identityAt, {});
  const told = (sshAt && !ssh) || (identityAt && identityFile === undefined);
  if (address === undefined || !ports || told) return undefined;
  const spec: HostSpec = {
    address,
    ...(ssh ? { ssh } : {}),
    ports,
    ...(identityFile === undefined ? {} : { identityFile }),
  };
  return { spec, addressAt: addressAt ?? item, sshAt: sshAt ?? item };
}

function readAddress(reader: ValueReader, value: Value): string | undefined {
  // `[2001:db8::1]` is a list in YAML.
  if (isSeq(value.node)) return reader.fault('address-bracketed', value, { right: '2001:db8::1' });
  const address = reader.text(value);
  if (address === undefined) return undefined;
  const fault = checkAddress(address);
  if (fault === 'address-bracketed') return reader.fault(fault, value, { right: address.slice(1, -1) });
  return fault ? reader.fault(fault, value, { address }) : address;
}

function readTarget(reader: ValueReader, value: Entry): SshTarget | undefined {
  const text = reader.text(value);
  if (text === undefined) return undefined;
  return parseSshTarget(text) ?? reader.fault('ssh-wrong', value, { text });
}

/** Each address is one host's, and where there are several hosts, one that the others can reach. */
function checkAddresses(reader: ValueReader, hosts: readonly ReadHost[], several: boolean): boolean {
  const firsts = new Map<string, Value>();
  let sound = true;
  for (const { spec, addressAt } of hosts) {
    const { address } = spec;
    const canonical = canonicalAddress(address);
    const first = firsts.get(canonical);
    if (first) reader.fault('address-doubled', addressAt, { address, firstLine: reader.line(first) });
    else firsts.set(canonical, addressAt);
    const alone = several && isLoopback(address);
    if (alone) reader.fault('address-loopback', addressAt, { address });
    sound &&= !first && !alone;
  }
  return sound;
}

/** Each machine comes once: the same ssh host and port is the same machine, whoever logs in. */
function checkTargets(reader: ValueReader, hosts: readonly ReadHost[]): boolean {
  const firsts = new Map<string, Value>();
  let sound = true;
  for (const { spec, sshAt } of hosts) {
    const machine = spec.ssh ? `${canonicalAddress(spec.ssh.host)} ${spec.ssh.port ?? 22}` : '';
    const first = firsts.get(machine);
    if (!first) firsts.set(machine, sshAt);
    else if (!spec.ssh) reader.fault('ssh-missing-twice', sshAt, { firstLine: reader.line(first) });
    else {
      const target = formatSshTarget(spec.ssh);
      reader.fault('ssh-doubled', sshAt, { target, firstLine: reader.line(first) });
    }
    sound &&= !first;
  }
  return sound;
}

import { posix } from 'node:path';
import type { SpecFaultFacts } from '../words/failure-facts.ts';
import type { ClusterSpec } from './cluster-spec.ts';
import { TooManyFaults } from './fault-list.ts';
import { isImageReference } from './image-reference.ts';
import { readDirectives } from './read-directives.ts';
import { readHosts } from './read-hosts.ts';
import { PASSWORD_KEYS, readPassword } from './read-password.ts';
import { SPEC_DEFAULTS } from './spec-defaults.ts';
import { type Entry, type Value, ValueReader } from './value-reader.ts';
import { parseYaml } from './yaml-tree.ts';

const KEYS = ['name', 'hosts', 'replicas', 'runtime', 'image', ...PASSWORD_KEYS, 'directory', 'redis'];
const MAX_REPLICAS = 100;
/** Fewer cannot elect a new master when one of them fails; `redis-cli --cluster create` refuses them too. */
const MIN_MASTERS = 3;

/**
 * Reads the text of a cluster.yaml (product.md, "cluster.yaml"): the spec, with defaults filled in and ranges expanded,
 * or everything that is wrong in it, in the order of the file. Throws nothing, whatever the text.
 */
export function readSpec(text: string): { spec: ClusterSpec } | { faults: SpecFaultFacts[] } {
  try {
    const tree = parseYaml(text);
    if (tree.faults.count > 0) return { faults: tree.faults.inOrder() };
    const reader = new ValueReader(tree.faults, tree.aliases);
    const spec = readCluster(reader, reader.value('', tree.root, 0));
    return spec && tree.faults.count === 0 ? { spec } : { faults: tree.faults.inOrder() };
  } catch (thrown) {
    if (thrown instanceof TooManyFaults) return { faults: thrown.faults.inOrder() };
    throw thrown;
  }
}

function readCluster(reader: ValueReader, root: Value): ClusterSpec | undefined {
  if (root.node === null) return reader.fault('file-empty', root, { example: 'slotsh up' });
  const entries = reader.map(root, KEYS);
  if (!entries) return undefined;
  const hostsAt = entries.get('hosts');
  if (!hostsAt) reader.fault('key-missing', root, { key: 'hosts', example: 'hosts:' });
  const redis = entries.get('redis');
  // Every part is read before any is missed, so that all faults are told.
  const parts = {
    name: readOr(entries.get('name'), SPEC_DEFAULTS.name, entry => readName(reader, entry)),
    hosts: hostsAt && readHosts(reader, hostsAt),
    replicas: readOr(entries.get('replicas'), SPEC_DEFAULTS.replicas, entry => readReplicas(reader, entry)),
    runtime: readOr(entries.get('runtime'), SPEC_DEFAULTS.runtime, entry => readRuntime(reader, entry)),
    image: readOr(entries.get('image'), SPEC_DEFAULTS.image, entry => readImage(reader, entry)),
    password: readPassword(reader, entries),
    directory: readOr(entries.get('directory'), SPEC_DEFAULTS.directory, entry =>
      readDirectory(reader, entry),
    ),
    directives: redis ? readDirectives(reader, redis) : [],
  };
  const directoryAt = entries.get('directory');
  if (directoryAt && parts.runtime === 'process') checkPattern(reader, directoryAt, parts.directory ?? '');
  if (parts.hosts && hostsAt && parts.replicas !== undefined) {
    const nodes = parts.hosts.reduce((sum, host) => sum + host.ports.length, 0);
    checkMasters(reader, entries.get('replicas') ?? hostsAt.key, nodes, parts.replicas);
  }
  return isWhole(parts) ? parts : undefined;
}

function readOr<T>(entry: Entry | undefined, fallback: T, read: (entry: Entry) => T | undefined) {
  return entry ? read(entry) : fallback;
}

function isWhole<T extends object>(parts: T): parts is T & { [K in keyof T]-?: NonNullable<T[K]> } {
  return Object.values(parts).every(part => part !== undefined);
}

/** The name becomes part of file names, labels and tables. */
function readName(reader: ValueReader, entry: Entry): string | undefined {
  const name = reader.text(entry);
  if (name === undefined || /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(name)) return name;
  return reader.fault('name-unsafe', entry, { name });
}

function readReplicas(reader: ValueReader, entry: Entry): number | undefined {
  const text = reader.text(entry);
  if (text === undefined) return undefined;
  if (/^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= MAX_REPLICAS) return Number(text);
  return reader.fault('replicas-wrong', entry, { text, limit: String(MAX_REPLICAS) });
}

function readRuntime(reader: ValueReader, entry: Entry): ClusterSpec['runtime'] | undefined {
  const text = reader.text(entry);
  if (text === undefined || text === 'docker' || text === 'process') return text;
  return reader.fault('runtime-wrong', entry, { text });
}

function readImage(reader: ValueReader, entry: Entry): string | undefined {
  const image = reader.text(entry);
  if (image === undefined || isImageReference(image)) return image;
  const right = image.toLowerCase();
  if (isImageReference(right)) return reader.fault('image-upper-case', entry, { image, right });
  return reader.fault('image-wrong', entry, { image });
}

/** Spaces, quotes, `$`, `#` and any letters are fine; a colon separates the two sides of a Compose volume. */
function readDirectory(reader: ValueReader, entry: Entry): string | undefined {
  const directory = reader.text(entry);
  if (directory === undefined) return undefined;
  if (!directory.startsWith('/')) return reader.fault('directory-relative', entry, { directory });
  if (directory.includes(':')) return reader.fault('directory-colon', entry, { directory });
  const normal = posix.normalize(directory).replace(/\/$/, '');
  return normal === '' ? reader.fault('directory-root', entry, {}) : normal;
}

/** Without Docker the path of redis.conf is an argument to redis-server, which takes it for a pattern (glob(3), since 7.0). */
function checkPattern(reader: ValueReader, entry: Entry, directory: string): void {
  if (/[*?[]/.test(directory)) reader.fault('directory-pattern', entry, { directory });
}

/** As redis-cli counts: masters = nodes / (replicas + 1), rounded down. */
function checkMasters(reader: ValueReader, at: Value | Entry['key'], nodes: number, replicas: number): void {
  const masters = Math.floor(nodes / (replicas + 1));
  if (masters >= MIN_MASTERS) return;
  reader.fault('too-few-masters', at, {
    nodes: String(nodes),
    replicas: String(replicas),
    masters: String(masters),
    needed: String(MIN_MASTERS * (replicas + 1)),
  });
}

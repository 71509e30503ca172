import { expect, test } from 'vitest';
import type { PreparedHost } from '../../../source/guide/guide-run.ts';
import { downgrade } from '../../../source/guide/preflight/finding.ts';
import { judgeHosts } from '../../../source/guide/preflight/judge-hosts.ts';
import { judgePaths, type Path } from '../../../source/guide/preflight/reach-paths.ts';
import { readMemorySize } from '../../../source/guide/preflight/read-memory-size.ts';
import type { HostFacts } from '../../../source/hosts/host-facts.ts';
import type { ClusterSpec } from '../../../source/spec/cluster-spec.ts';

const spec: ClusterSpec = {
  ...{ name: 'redis-cluster', hosts: [], replicas: 1, runtime: 'docker', image: 'redis' },
  ...{ password: { from: 'text', value: '1234' }, directory: '/usr/local/docker-redis', directives: [] },
};

/** A host as it should be. */
function host(address: string, changes: Partial<HostFacts> = {}): PreparedHost {
  const facts = {
    system: { kernel: 'Linux', architecture: 'amd64', id: 'debian', like: [], version: '12' },
    bootId: address,
    machineId: address,
    kernel: {
      overcommitMemory: 1,
      swappiness: 1,
      maxBacklog: 4096,
      localPorts: [32768, 60999],
      hugePages: false,
    },
    memoryKiB: 8 * 1024 * 1024,
    selinux: false,
    compose: { flavour: 'docker compose', version: '2.24.5' },
    image: { id: 'sha256:1', architecture: 'amd64' },
    clockOffsetMs: 0,
    directory: { path: '/usr/local/docker-redis', type: 'absent', writable: true, freeKiB: 50 * 1024 * 1024 },
    ...changes,
  };
  const parts = {
    spec: { address, ports: [6371, 6372, 6373] },
    host: { label: `root@${address}` },
    announceIp: address,
  };
  return { ...parts, facts } as unknown as PreparedHost;
}

/** `severity id` of what is found on a host beside one that is as it should be. */
function found(changes: Partial<HostFacts>, directives: ClusterSpec['directives'] = []): string[] {
  const hosts = [host('192.168.10.10'), host('192.168.10.11', changes), host('192.168.10.12')];
  return judgeHosts({ ...spec, directives }, hosts).map(
    ({ severity, failure, host: where = 'all' }) => `${severity} ${failure.id} ${where.split('.').at(-1)}`,
  );
}

const limit = (size: string) => [{ name: 'maxmemory', args: [size] }];
const kernel = (changes: Partial<HostFacts['kernel']>) => ({
  kernel: { ...host('x').facts.kernel, ...changes },
});

test('hosts as they should be', () => {
  expect(found({})).toEqual([]);
});

test.each<[string, Partial<HostFacts>, ClusterSpec['directives'], string[]]>([
  [
    'another system',
    { system: { ...host('x').facts.system, kernel: 'Darwin' } },
    [],
    ['fail system-unsupported 11'],
  ],
  [
    'an image for another machine',
    { image: { id: 'sha256:1', architecture: 'arm64' } },
    [],
    ['fail architecture-differs 11'],
  ],
  ['another image', { image: { id: 'sha256:2', architecture: 'amd64' } }, [], ['warn images-differ all']],
  // 3 nodes of 1700 MB in 8 GB are 62 %, of 2200 MB 80.5 %.
  [
    'memory that is tight',
    {},
    limit('1700mb'),
    ['warn memory-short 10', 'warn memory-short 11', 'warn memory-short 12'],
  ],
  [
    'too little memory',
    { memoryKiB: 7 * 1024 * 1024 },
    limit('2gb'),
    ['warn memory-short 10', 'fail memory-short 11', 'warn memory-short 12'],
  ],
  [
    'a full disk',
    { directory: { ...host('x').facts.directory, freeKiB: 100 * 1024 } },
    [],
    ['warn disk-short 11'],
  ],
  ['a clock that is slow', { clockOffsetMs: -31_000 }, [], ['warn clock-apart 11']],
  ['a clock within half a minute', { clockOffsetMs: -29_000 }, [], []],
  ['a clone', { machineId: '192.168.10.10' }, [], ['warn machine-cloned all']],
  ['one machine twice is told elsewhere', { machineId: '192.168.10.10', bootId: '192.168.10.10' }, [], []],
  ['overcommit', kernel({ overcommitMemory: 0 }), [], ['warn overcommit-off 11']],
  ['huge pages', kernel({ hugePages: true }), [], ['warn huge-pages-on 11']],
  ['a short backlog', kernel({ maxBacklog: 128 }), [], ['warn backlog-low 11']],
  ['swapping', kernel({ swappiness: 60 }), [], ['warn swappiness-high 11']],
  ['few open files', { openFiles: 1024 }, [], ['warn open-files-few 11']],
  ['ports that others take', kernel({ localPorts: [10_000, 60_999] }), [], ['warn ports-in-local-range 11']],
  ['Compose v1', { compose: { flavour: 'docker-compose', version: '1.29.2' } }, [], ['warn compose-old 11']],
  ['Docker that stays down', { dockerAtBoot: false }, [], ['warn docker-not-at-boot 11']],
  ['a firewall', { firewall: 'ufw' }, [], ['info firewall-active 11']],
  ['SELinux', { selinux: true }, [], ['info selinux-enforcing 11']],
])('%s', (_, changes, directives, expected) => {
  expect(found(changes, directives)).toEqual(expected);
});

test('sizes as redis.conf has them', () => {
  expect(['1024', '1k', '1kb', '2Mb', '1g', '1gb', '0'].map(readMemorySize)).toEqual([
    1024,
    1000,
    1024,
    2 * 1024 * 1024,
    1_000_000_000,
    1024 ** 3,
    0,
  ]);
  expect(['', 'much', '1.5gb', '1tb'].map(readMemorySize)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('one finding for each pair of hosts, which may be ignored by name', () => {
  const hosts = [host('192.168.10.10'), host('192.168.10.11', { firewall: 'firewalld' })];
  const path = (port: number, state: Path['state']): Path => ({
    ...{ from: '192.168.10.10', to: '192.168.10.11', port, bus: port > 16_000, state },
  });
  const paths = [
    path(6371, 'open'),
    path(16_371, 'timeout'),
    path(16_372, 'rejected'),
    path(16_373, 'unknown'),
  ];
  const findings = judgePaths(paths, hosts);
  expect(findings).toMatchObject([{ severity: 'fail', host: '192.168.10.11' }]);
  expect(findings[0]?.failure.data).toMatchObject({
    id: 'path-blocked',
    facts: { ports: [16_371, 16_372], firewall: 'firewalld', address: '192.168.10.10' },
  });
  expect(downgrade(findings, ['path-blocked'])[0]?.severity).toBe('warn');
  expect(downgrade(findings, ['port-in-use'])[0]?.severity).toBe('fail');
});

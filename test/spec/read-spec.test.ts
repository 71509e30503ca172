import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSpec } from '../../source/spec/read-spec.ts';
import { specFaultLines } from '../../source/ui/plain/failure-lines.ts';
import { wordsFor } from '../../source/words/words.ts';

const GUIDE = `name: redis-cluster
hosts:
  - address: 192.168.10.10        # announced to clients and to the other nodes
    ssh: root@192.168.10.10       # [user@]host[:port], or a name in ~/.ssh/config; left out: this machine
    ports: 6371-6373              # or a list
    identityFile: ~/.ssh/id_ed25519   # optional, as in ~/.ssh/config
  - address: 192.168.10.11
    ssh: root@192.168.10.11
    ports: 6374-6376
replicas: 1
runtime: docker                   # or process: redis-server without Docker
image: redis
password: "1234"                  # or passwordEnv / passwordFile; left out: a strong one is made and shown once
directory: /usr/local/docker-redis
redis:                            # more redis.conf directives
  maxmemory: 256mb
`;

const HOST = 'hosts: [{ address: 10.0.0.1, ports: 6371-6376 }]\n';

function spec(text: string) {
  const result = readSpec(text);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.spec;
}

/** `line:column id` of every fault. */
function faults(text: string): string[] {
  const result = readSpec(text);
  return 'faults' in result ? result.faults.map(({ line, column, id }) => `${line}:${column} ${id}`) : [];
}

/** The ids of the faults of a file with one host and these lines. */
function ids(lines: string): string[] {
  return faults(`${HOST}${lines}\n`).map(fault => fault.split(' ')[1] ?? '');
}

/** The ids of the faults of a file with one host that has these entries. */
function hostIds(entries: string): string[] {
  return faults(`hosts:\n  - ${entries.split('\n').join('\n    ')}\n`).map(
    fault => fault.split(' ')[1] ?? '',
  );
}

it("reads the guide's cluster", () => {
  expect(spec(GUIDE)).toEqual({
    name: 'redis-cluster',
    hosts: [
      {
        address: '192.168.10.10',
        ssh: { user: 'root', host: '192.168.10.10' },
        ports: [6371, 6372, 6373],
        identityFile: '~/.ssh/id_ed25519',
      },
      { address: '192.168.10.11', ssh: { user: 'root', host: '192.168.10.11' }, ports: [6374, 6375, 6376] },
    ],
    replicas: 1,
    runtime: 'docker',
    image: 'redis',
    password: { from: 'text', value: '1234' },
    directory: '/usr/local/docker-redis',
    directives: [{ name: 'maxmemory', args: ['256mb'] }],
  });
});

it('fills in what is left out', () => {
  expect(spec(HOST)).toEqual({
    name: 'redis-cluster',
    hosts: [{ address: '10.0.0.1', ports: [6371, 6372, 6373, 6374, 6375, 6376] }],
    replicas: 1,
    runtime: 'docker',
    image: 'redis',
    password: { from: 'generated' },
    directory: '/usr/local/docker-redis',
    directives: [],
  });
});

it('tells all faults at once, in the order of the file, in both languages', () => {
  const text = [
    'nmae: x',
    'hosts:',
    '  - address: 192.168.10.300',
    '    ports: [6371, 6371, 60000]',
    '  - adress: b',
    '    ssh: -oProxyCommand=x',
    'replicas: one',
    'runtime: dokcer',
    'replicas: 2',
    'directory: relative',
    '',
  ].join('\n');
  expect(faults(text)).toEqual([
    '1:1 key-unknown',
    '3:14 address-wrong',
    '4:19 port-doubled',
    '4:25 port-out-of-range',
    '5:5 key-unknown',
    '5:5 key-missing',
    '6:10 ssh-wrong',
    '7:11 replicas-wrong',
    '8:10 runtime-wrong',
    '9:1 key-doubled',
    '10:12 directory-relative',
  ]);
  const result = readSpec(text);
  if (!('faults' in result)) throw new Error('faults expected');
  for (const language of ['en', 'zh'] as const) {
    const failure = { id: 'spec-wrong', facts: { file: 'cluster.yaml', faults: result.faults } } as const;
    expect(specFaultLines(failure, wordsFor(language))).toMatchSnapshot(language);
  }
});

describe('the file', () => {
  it.each([
    ['', '1:1 file-empty'],
    ['name: x\npassword: caf\uFFFD\n', '2:14 not-utf8'],
    ['# nothing\n', '1:1 file-empty'],
    ['just text', '1:1 wrong-type'],
    ['- a list', '1:1 wrong-type'],
    ['\tname: x\n', '1:1 yaml-syntax'],
    ['name: "x\n', '2:1 yaml-syntax'],
    ['name: x\n---\nname: y\n', '2:1 yaml-syntax'],
    ['name: !!int 5\n', '1:7 yaml-syntax'],
    [`${HOST}? [a]\n: b\n`, '2:3 key-not-text'],
    [`${HOST}<<: { name: x }\n`, '2:1 merge-key'],
    [`${HOST}name: *x\n`, '2:7 alias-unknown'],
    ['\u{feff}nmae: x\r\nhosts: [{ address: a, ports: 1-6 }]\r\n', '1:1 key-unknown'],
  ])('%j: %s', (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  it('tells several syntax faults at once', () => {
    expect(faults('name: @x\nimage: `y`\ndirectory: %z\n')).toEqual([
      '1:7 yaml-syntax',
      '2:8 yaml-syntax',
      '3:12 yaml-syntax',
    ]);
  });

  it('follows anchors and aliases', () => {
    const text = `hosts:
  - { address: a.example, ssh: &who root@a.example, ports: &ports 6371-6373 }
  - { address: b.example, ssh: root@b.example, ports: *ports }
name: &x one
image: *x
`;
    expect(spec(text)).toMatchObject({ image: 'one', hosts: [{}, { ports: [6371, 6372, 6373] }] });
  });

  it('takes `~` and nothing for a missing value, and the quoted word for text', () => {
    expect(ids('name: ~\nimage:\npasswordFile: null\ndirectory: ""')).toEqual(Array(4).fill('text-empty'));
    expect(spec(`${HOST}name: "null"\nredis:\n`)).toMatchObject({ name: 'null', directives: [] });
  });
});

describe('the cluster', () => {
  it.each([
    ['name: redis cluster', 'name-unsafe'],
    ['name: "a\\nb"', 'text-control'],
    ['name: ../x', 'name-unsafe'],
    ['name: 集群', 'name-unsafe'],
    [`name: ${'x'.repeat(65)}`, 'name-unsafe'],
    ['name: [a]', 'wrong-type'],
    ['replicas: -1', 'replicas-wrong'],
    ['replicas: 1.0', 'replicas-wrong'],
    ['replicas: 0x1', 'replicas-wrong'],
    ['replicas: 101', 'replicas-wrong'],
    ['replicas: 2', 'too-few-masters'],
    ['runtime: podman', 'runtime-wrong'],
    ['image: Redis', 'image-upper-case'],
    ['image: "redis:"', 'image-wrong'],
    ['image: "-redis"', 'image-wrong'],
    ['image: "redis; rm -rf /"', 'image-wrong'],
    ['directory: docker-redis', 'directory-relative'],
    ['directory: ~/x', 'directory-relative'],
    ['directory: /../', 'directory-root'],
    ['directory: "/a:b"', 'directory-colon'],
    ['directory: "/a\\0b"', 'text-control'],
    ['directory: "/a\\u2028b"', 'text-control'],
    ['directory: "/a*b"\nruntime: process', 'directory-pattern'],
    ['directory: "/a\\uD800"', 'text-control'],
    ['password: ""', 'text-empty'],
    ['password: "a\\nb"', 'password-line-break'],
    ['password: "a\\0b"', 'password-line-break'],
    ['password: |\n  a', 'password-line-break'],
    ['password: a\npasswordEnv: B', 'password-twice'],
    ['passwordEnv: $B', 'env-name-wrong'],
    ['hosts: []', 'key-doubled'],
  ])('%j: %s', (lines, id) => {
    expect(ids(lines)).toEqual([id]);
  });

  it.each([
    ['name: a.b_C-9', { name: 'a.b_C-9' }],
    ['image: registry.example:5000/team/redis:7.2-alpine@sha256:'.concat('a'.repeat(64)), {}],
    ['runtime: process', { runtime: 'process' }],
    ['replicas: 0', { replicas: 0 }],
    ['password: 0x10', { password: { from: 'text', value: '0x10' } }],
    ['password: yes', { password: { from: 'text', value: 'yes' } }],
    ['password: 1e3', { password: { from: 'text', value: '1e3' } }],
    ["password: ' a\"b$c#d\\e\u0007é '", { password: { from: 'text', value: ' a"b$c#d\\e\u0007é ' } }],
    ['passwordEnv: REDIS_PASSWORD', { password: { from: 'env', name: 'REDIS_PASSWORD' } }],
    ['passwordFile: ~/secret file', { password: { from: 'file', path: '~/secret file' } }],
    ['directory: "/a*b"', { directory: '/a*b' }],
    ['directory: "/a/./b c/\'$#é\\"//d/"', { directory: '/a/b c/\'$#é"/d' }],
  ])('%j works', (lines, part) => {
    expect(spec(`${HOST}${lines}\n`)).toMatchObject(part);
  });

  it('counts masters as redis-cli does and says how many nodes are needed', () => {
    const result = readSpec('hosts: [{ address: a, ports: 6371-6375 }]\n');
    expect(result).toMatchObject({
      faults: [{ id: 'too-few-masters', values: { nodes: '5', replicas: '1', masters: '2', needed: '6' } }],
    });
  });
});

describe('hosts', () => {
  it.each([
    ['address: 192.168.10.300\nports: 1-6', 'address-wrong'],
    ['address: 192.168.10\nports: 1-6', 'address-wrong'],
    ['address: a_b\nports: 1-6', 'address-wrong'],
    ['address: 主机\nports: 1-6', 'address-wrong'],
    ['address: -a\nports: 1-6', 'address-wrong'],
    ['address: "a b"\nports: 1-6', 'address-wrong'],
    ['address: [2001:db8::1]\nports: 1-6', 'address-bracketed'],
    ['address: "[2001:db8::1]"\nports: 1-6', 'address-bracketed'],
    ['address: 0.0.0.0\nports: 1-6', 'address-unusable'],
    ['address: "::"\nports: 1-6', 'address-unusable'],
    ['address: 224.0.0.1\nports: 1-6', 'address-unusable'],
    ['address: fe80::1%eth0\nports: 1-6', 'address-unusable'],
    ['address: a\nports: 1-6\nssh: a b', 'ssh-wrong'],
    ['address: a\nports: 1-6\nssh: root@', 'ssh-wrong'],
    ['address: a\nports: 1-6\nssh: a:0', 'ssh-wrong'],
    ['address: a\nports: 1-6\nssh: a:65536', 'ssh-wrong'],
    ['address: a\nports: 1-6\nssh: ssh://a', 'ssh-wrong'],
    ['address: a\nports: 1-6\nssh: $(reboot)', 'ssh-wrong'],
    ['address: a\nports: 1-6\nidentityFile: k', 'identity-without-ssh'],
    ['address: a\nports: []', 'ports-empty'],
    ['address: a\nports:', 'text-empty'],
    ['address: a\nports: { a: b }', 'text-empty'],
    ['address: a\nports: 6371, 6372', 'port-wrong'],
    ['address: a\nports: 6371–6376', 'port-wrong'],
    ['address: a\nports: 0x18E3', 'port-wrong'],
    ['address: a\nports: 06371', 'port-wrong'],
    ['address: a\nports: 6371.0', 'port-wrong'],
    ['address: a\nports: 0-5', 'port-out-of-range'],
    ['address: a\nports: 55536', 'port-out-of-range'],
    ['address: a\nports: 6376-6371', 'port-range-backwards'],
    ['address: a\nports: [1-5, 5]', 'port-doubled'],
    ['address: a\nports: [6371-6375, 16371]', 'port-is-bus-port'],
    ['address: a\nports: 1-1001', 'too-many-nodes'],
  ])('%j: %s', (entries, id) => {
    expect(hostIds(entries)).toEqual([id === 'text-empty' && entries.includes('{') ? 'wrong-type' : id]);
  });

  it.each([
    ['hosts: {}', '1:8 wrong-type'],
    ['hosts: []', '1:8 hosts-empty'],
    ['hosts:', '1:7 hosts-empty'],
    ['hosts: [a]', '1:9 wrong-type'],
    ['hosts: [{ address: a, ports: 1-3 }, { address: A., ssh: b, ports: 4-6 }]', '1:48 address-doubled'],
    [
      'hosts: [{ address: "::1", ports: 1-3 }, { address: 127.0.0.2, ssh: b, ports: 4-6 }]',
      '1:20 address-loopback',
    ],
    [
      'hosts: [{ address: "2001:db8::1", ports: 1-3 }, { address: "2001:DB8:0::1", ssh: b, ports: 4-6 }]',
      '1:60 address-doubled',
    ],
    [
      'hosts: [{ address: a, ssh: u@x, ports: 1-3 }, { address: b, ssh: x:22, ports: 4-6 }]',
      '1:66 ssh-doubled',
    ],
    ['hosts: [{ address: a, ports: 1-3 }, { address: b, ports: 4-6 }]', '1:37 ssh-missing-twice'],
  ])('%j: %s', (text, fault) => {
    expect(faults(text)).toContain(fault);
  });

  it('reads ports of every kind in the order of the file', () => {
    const { hosts } = spec('hosts: [{ address: a, ports: [7000, 6371-6373, "6380", 1, 55535] }]');
    expect(hosts[0]?.ports).toEqual([7000, 6371, 6372, 6373, 6380, 1, 55535]);
  });

  it.each([
    ['web-1', { host: 'web-1' }],
    ['u.ser@web', { user: 'u.ser', host: 'web' }],
    ['me@corp.example@web:2222', { user: 'me@corp.example', host: 'web', port: 2222 }],
    ['root@2001:db8::1', { user: 'root', host: '2001:db8::1' }],
    ['"[2001:db8::1]:22"', { host: '2001:db8::1', port: 22 }],
    ['josé@服务器', { user: 'josé', host: '服务器' }],
  ])('logs in to %s', (target, ssh) => {
    expect(spec(`hosts: [{ address: a, ports: 1-6, ssh: ${target} }]`).hosts[0]?.ssh).toEqual(ssh);
  });
});

describe('redis.conf directives', () => {
  it.each([
    ['port: 1', 'directive-owned'],
    ['PORT: 1', 'directive-owned'],
    ['cluster-announce-ip: 1.2.3.4', 'directive-owned'],
    ['requirepass: x', 'directive-owned'],
    ['dir: /', 'directive-owned'],
    ['user: default off', 'directive-owned'],
    ['rename-command: cluster ""', 'directive-owned'],
    ['"a b": x', 'directive-name-wrong'],
    ['"x\\nrequirepass": x', 'directive-name-wrong'],
    ['maxmemory: "1\\nrequirepass x"', 'text-control'],
    ['maxmemory: { a: b }', 'wrong-type'],
    ['save: [[a]]', 'wrong-type'],
    ["save: '\"900 1'", 'directive-quotes'],
    ['save: 900 1\n  SAVE: 300 1', 'key-doubled'],
    ['maxmemory:', 'text-empty'],
  ])('%j: %s', (line, id) => {
    expect(ids(`redis:\n  ${line}`)).toEqual([id]);
  });

  it('reads values as redis.conf has them, and lists as one line an item', () => {
    const text = `${HOST}redis:
  save: ""
  Appendonly: no
  maxmemory: 0x10
  client-output-buffer-limit: [normal 0 0 0, replica 256mb 64mb 60]
  proc-title-template: '"{title} {listen-addr}"'
  user: 'app on >se"cret'
`;
    expect(ids("redis:\n  user: 'app on >se\"cret'")).toEqual(['directive-quotes']);
    expect(spec(text.replace(/ {2}user.*\n/, '')).directives).toEqual([
      { name: 'save', args: [''] },
      { name: 'appendonly', args: ['no'] },
      { name: 'maxmemory', args: ['0x10'] },
      { name: 'client-output-buffer-limit', args: ['normal', '0', '0', '0'] },
      { name: 'client-output-buffer-limit', args: ['replica', '256mb', '64mb', '60'] },
      { name: 'proc-title-template', args: ['{title} {listen-addr}'] },
    ]);
  });
});

describe('hostile files', () => {
  const host = '{ address: a, ports: 1-6 }';
  it.each([
    ['brackets', '['.repeat(200_000), 'nested-too-deep'],
    ['dashes', '- '.repeat(100_000), 'nested-too-deep'],
    ['keys', '? '.repeat(100_000), 'nested-too-deep'],
    ['closing brackets', ']'.repeat(100_000), 'more-faults'],
    ['size', `# ${'x'.repeat(300_000)}`, 'file-too-large'],
    ['an alias bomb', `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nhosts: *c\n`, 'wrong-type'],
    ['an alias to itself', 'hosts: &a [*a]\n', 'wrong-type'],
    ['hosts by alias', `x: &h ${host}\nhosts: [${'*h,'.repeat(50_000)}]\n`, 'too-many-nodes'],
    [
      'ports by alias',
      `x: &p 1-900\nhosts: [{ address: a, ports: [${'*p,'.repeat(50_000)}] }]\n`,
      'more-faults',
    ],
    ['many documents', '---\n'.repeat(60_000), 'yaml-syntax'],
    ['many keys', Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n'), 'more-faults'],
  ])('%s', (_name, text, id) => {
    const result = readSpec(text);
    expect('faults' in result && result.faults.map(fault => fault.id)).toContain(id);
    expect('faults' in result && result.faults.length).toBeLessThanOrEqual(101);
  });

  it('keeps what it tells short', () => {
    const result = readSpec(`name: ${'x'.repeat(1000)}!\n${'y'.repeat(1000)}: 1\n`);
    expect(JSON.stringify(result).length).toBeLessThan(2000);
  });

  it('never throws, whatever the text', () => {
    const bits = fc.constantFrom(
      'name',
      ': ',
      '\n',
      '  ',
      '- ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '|',
      '#',
      '\t',
      '%',
      'é',
      '<<',
      'hosts',
      '6371',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(bits).map(parts => parts.join('')),
        ),
        text => {
          const result = readSpec(text);
          expect('spec' in result || result.faults.length > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

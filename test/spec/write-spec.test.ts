import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  ClusterSpec,
  HostSpec,
  PasswordSource,
  RedisDirective,
} from '../../source/spec/cluster-spec.ts';
import { readSpec } from '../../source/spec/read-spec.ts';
import { writeSpec } from '../../source/spec/write-spec.ts';
import { wordsFor } from '../../source/words/words.ts';
import { hostileBytes, hostileText } from '../support/hostile-text.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const lineText = hostileText.filter(text => !text.includes('\u2028'));

const hosts: fc.Arbitrary<HostSpec[]> = fc
  .uniqueArray(
    fc.record({
      number: fc.nat(250),
      ssh: fc.record(
        { user: word, host: word, port: fc.integer({ min: 1, max: 65535 }) },
        { requiredKeys: ['host'] },
      ),
      ports: fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 6, maxLength: 12 }),
      identityFile: fc.option(lineText, { nil: undefined }),
    }),
    { selector: host => host.number, minLength: 1, maxLength: 4 },
  )
  .map(list =>
    list.map(({ number, ssh, ports, identityFile }, index) => ({
      address: index % 2 ? `10.0.0.${number}` : `2001:db8::${number.toString(16)}`,
      ssh: { ...ssh, host: `${ssh.host}-${number}` },
      ports,
      ...(identityFile === undefined ? {} : { identityFile }),
    })),
  );

const password: fc.Arbitrary<PasswordSource> = fc.oneof(
  hostileBytes.map(value => ({ from: 'text' as const, value })),
  word.map(name => ({ from: 'env' as const, name })),
  lineText.map(path => ({ from: 'file' as const, path })),
  fc.constant({ from: 'generated' as const }),
);

const directives: fc.Arbitrary<RedisDirective[]> = fc.uniqueArray(
  fc.record({
    name: word.map(text => `x-${text}`),
    args: fc.array(fc.oneof(hostileBytes, fc.constant('')), { minLength: 1, maxLength: 3 }),
  }),
  { selector: directive => directive.name, maxLength: 3 },
);

const specs: fc.Arbitrary<ClusterSpec> = fc.record({
  name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/),
  hosts,
  replicas: fc.constantFrom(0, 1),
  runtime: fc.constant('docker' as const),
  image: fc.constantFrom('redis', 'yes', '1.2', 'registry.example:5000/a/b:7'),
  password,
  directory: lineText.map(text => `/x${text.replace(/[:/.]/g, '')}`),
  directives,
});

describe('writeSpec', () => {
  it.each(['en', 'zh'] as const)('writes what readSpec reads back, whatever is in it (%s)', language => {
    const { comments } = wordsFor(language).spec;
    fc.assert(
      fc.property(specs, spec => {
        expect(readSpec(writeSpec(spec, comments))).toEqual({ spec });
      }),
    );
  });

  it('writes a file that a person likes to read', () => {
    const spec: ClusterSpec = {
      name: 'redis-cluster',
      hosts: [
        {
          address: '192.168.10.10',
          ssh: { user: 'root', host: '192.168.10.10' },
          ports: [6371, 6372, 6373],
          identityFile: '~/.ssh/id_ed25519',
        },
        { address: '192.168.10.11', ports: [6374, 6376, 6377] },
      ],
      replicas: 1,
      runtime: 'docker',
      image: 'redis',
      password: { from: 'text', value: '1234' },
      directory: '/usr/local/docker-redis',
      directives: [
        { name: 'maxmemory', args: ['256mb'] },
        { name: 'save', args: ['3600', '1'] },
        { name: 'save', args: ['300', '100'] },
      ],
    };
    const text = writeSpec(spec, wordsFor('en').spec.comments);
    expect(readSpec(text)).toEqual({ spec });
    expect(text).toMatchInlineSnapshot(`
      "# A Redis Cluster, as \`slotsh up\` sets it up. Change it and run \`slotsh up\` with it again.
      name: redis-cluster
      hosts:
        - address: 192.168.10.10            # announced to clients and to the other nodes
          ssh: root@192.168.10.10           # [user@]host[:port], or a name in ~/.ssh/config
          ports: 6371-6373                  # or a list; the cluster bus listens on each port + 10000
          identityFile: ~/.ssh/id_ed25519
        - address: 192.168.10.11
          # no "ssh": this machine
          ports: [6374, 6376-6377]
      replicas: 1                           # of each master; three masters at least
      runtime: docker                       # docker, or process: redis-server without Docker
      image: redis                          # as in name:tag
      password: "1234"                      # or passwordEnv, or passwordFile
      directory: /usr/local/docker-redis    # on the hosts
      redis:                                # more redis.conf directives
        maxmemory: 256mb
        save:
          - "3600 1"
          - "300 100"
      "
    `);
  });
});

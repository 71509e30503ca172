import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAddress, parseAddress } from '../../source/cluster/address.ts';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import { openDocsCache } from '../../source/commands/docs-cache.ts';
import { readKnownClusters } from '../../source/guide/known-clusters.ts';
import { passwordFileOf } from '../../source/guide/password-file.ts';
import type { SlotshHome } from '../../source/guide/slotsh-home.ts';
import { formatPlace, parseNatMap } from '../../source/redis/nat-map.ts';
import type { NodeConnection } from '../../source/redis/node-connection.ts';
import { learnCommands } from '../../source/shell/commands/learn-commands.ts';
import { openHistory } from '../../source/shell/line/history.ts';
import { hostileName } from '../hosts/hostile-words.ts';
import { hostileOutput } from '../support/hostile-text.ts';
import { CASES } from './never-obeyed.ts';

let base: string;
let home: SlotshHome;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'slotsh-kept-'));
  home = {
    config: join(base, 'config'),
    state: join(base, 'state'),
    data: join(base, 'data'),
    cache: join(base, 'cache'),
  };
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** Ways out of a directory, between hostile text. */
const path = fc
  .array(
    fc.oneof(
      hostileOutput,
      hostileName,
      fc.constantFrom('..', '/', '../..', '.', '/etc', '~', '\0', '7.0.15'),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map(parts => parts.join('/'));

describe('names become no paths', () => {
  test('what a server calls itself: its documents stay in their directory', async () => {
    // Every name is asked for in one run; the files are those of well-behaved names.
    const versions = fc.sample(
      fc.oneof(
        path,
        path.map(text => `7.${text}`),
      ),
      CASES,
    );
    const asked = new Set<string>();
    const kept = openDocsCache(home);
    const cache = {
      ...kept,
      read: async (name: string) => void asked.add(name),
      readLatest: async () => undefined,
    };
    for (const version of versions) {
      const info = `redis_version:${version.replace(/[\r\n]/g, ' ')}\r\n`;
      const connection = {
        send: async (args: readonly string[]) => ({
          reply: args[0] === 'INFO' ? { type: 'bulk', value: Buffer.from(info) } : { type: 'nil' },
        }),
        close: () => undefined,
      } as unknown as NodeConnection;
      const connect = async () => connection;
      await learnCommands({ connect, readTable: async () => undefined, cache, tell: () => undefined });
    }
    expect(asked.size).toBeGreaterThan(0);
    for (const name of asked) {
      expect(dirname(join(home.cache, 'commands', `${name}.json`))).toBe(join(home.cache, 'commands'));
      expect(name).toMatch(/^[\w.-]+$/);
    }
  });

  test('where a cluster.yaml lies: its password stays in its directory', () => {
    fc.assert(
      fc.property(path, file => {
        const kept = passwordFileOf(home, { kind: 'file', path: file });
        expect(dirname(kept)).toBe(join(home.state, 'passwords'));
      }),
      { numRuns: CASES },
    );
  });
});

describe('what slotsh keeps, and somebody else has changed', () => {
  const value = fc.oneof(hostileOutput, fc.jsonValue());
  const cluster = fc.record({
    ...{ name: value, madeAt: value, lastUsedAt: value, state: fc.constantFrom('usable', 'stopped', 'x') },
    nodes: fc.array(fc.oneof(fc.record({ host: value, port: fc.oneof(fc.nat(), value) }), value), {
      maxLength: 3,
    }),
    source: fc.oneof(fc.record({ kind: fc.constantFrom('file', 'here'), path: value }), value),
  });

  test('known clusters: all of them are whole, or the file is set aside', async () => {
    await mkdir(home.state, { recursive: true });
    const file = join(home.state, 'clusters.json');
    const texts = fc.sample(
      fc.oneof(
        fc.array(cluster, { maxLength: 3 }).map(clusters => JSON.stringify({ version: 1, clusters })),
        hostileOutput,
      ),
      500,
    );
    for (const text of texts) {
      await writeFile(file, text);
      const { clusters, setAside } = await readKnownClusters(home);
      if (setAside) expect(clusters).toEqual([]);
      for (const { name, nodes, lastUsedAt } of clusters) {
        expect([typeof name, typeof lastUsedAt]).toEqual(['string', 'string']);
        for (const node of nodes)
          expect([typeof node.host, Number.isInteger(node.port)]).toEqual(['string', true]);
      }
    }
  });

  test('the history: as many lines as it may have, each what stood there', async () => {
    const file = join(base, 'history');
    const lines = fc
      .sample(hostileOutput, CASES)
      .map(text => Buffer.from(text.replaceAll('\n', ' ')).toString());
    await writeFile(file, lines.join('\n'));
    const { entries } = await openHistory(file);
    expect(new Set(entries)).toEqual(new Set(lines.filter(line => line !== '')));
    expect(await readdir(base)).toContain('history');
  });
});

describe('what servers say, read', () => {
  const id = fc.constantFrom('a'.repeat(40), 'b'.repeat(40), 'c'.repeat(39));
  const word = fc.oneof(
    hostileOutput,
    fc.constantFrom('-', '0', '1', 'connected', 'master', '0-5', '[5->-x]', ':1@2', 'h:1@2,n'),
  );
  const line = fc
    .tuple(id, fc.array(word, { minLength: 7, maxLength: 9 }))
    .map(([first, words]) => [first, ...words].join(' '));

  test('the table of nodes: every line is a node, or is not understood', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 10, maxLength: 10 }), lines => {
        const text = lines.join('\n');
        const { nodes, notUnderstood } = parseNodeTable(text);
        expect(nodes.length + notUnderstood.length).toBe(
          text.split(/\r?\n/).filter(each => each !== '').length,
        );
        for (const node of nodes) {
          expect(node.id).toMatch(/^[0-9a-f]{40}$/);
          expect(node.address.port).toBeLessThan(65_536);
          for (const { to } of node.migrating) expect(to).toMatch(/^[0-9a-f]{40}$/);
        }
      }),
      { numRuns: CASES / 10 },
    );
  });

  test('an address is one, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileOutput,
          hostileOutput.map(text => `${text}:6379`),
        ),
        text => {
          const address = parseAddress(text);
          if (address) expect(parseAddress(formatAddress(address))?.port).toBe(address.port);
        },
      ),
      { numRuns: CASES },
    );
  });

  test('a NAT map is one, or none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileOutput,
          fc.tuple(hostileOutput, hostileOutput).map(parts => parts.join('=')),
        ),
        text => {
          for (const { announced, dialled } of parseNatMap(text) ?? []) {
            expect(formatPlace(announced) + formatPlace(dialled)).not.toMatch(/[\s=,]/);
          }
        },
      ),
      { numRuns: CASES },
    );
  });
});

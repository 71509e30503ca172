import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hereSpec } from '../../source/guide/here-spec.ts';
import {
  forgetCluster,
  readKnownClusters,
  recallLast,
  rememberCluster,
} from '../../source/guide/known-clusters.ts';
import { findSlotshHome, type SlotshHome } from '../../source/guide/slotsh-home.ts';

let root: string;
let home: SlotshHome;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'slotsh-home-'));
  home = findSlotshHome({ SLOTSH_HOME: root }, '/nowhere');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const nodes = [{ host: '127.0.0.1', port: 6371 }];
const fromFile = (path: string) => ({
  name: 'redis-cluster',
  source: { kind: 'file' as const, path },
  state: 'usable' as const,
  nodes,
});
const everyPortFree = async () => true;

test('the directories follow XDG, and SLOTSH_HOME overrides them all', () => {
  expect(findSlotshHome({}, '/home/li')).toEqual({
    config: '/home/li/.config/slotsh',
    state: '/home/li/.local/state/slotsh',
    data: '/home/li/.local/share/slotsh',
    cache: '/home/li/.cache/slotsh',
  });
  const xdg = { XDG_STATE_HOME: '/var/li', XDG_DATA_HOME: 'relative/counts/as/unset' };
  expect(findSlotshHome(xdg, '/home/li')).toMatchObject({
    state: '/var/li/slotsh',
    data: '/home/li/.local/share/slotsh',
  });
  expect(findSlotshHome({ ...xdg, SLOTSH_HOME: '/s' }, '/home/li')).toEqual({
    config: '/s/config',
    state: '/s/state',
    data: '/s/data',
    cache: '/s/cache',
  });
});

test('of many who remember and forget at the same moment, none loses what another said', async () => {
  const paths = Array.from({ length: 20 }, (_, index) => `/c/${index}.yaml`);
  await Promise.all(paths.map(path => rememberCluster(home, fromFile(path))));
  await Promise.all(paths.slice(10).map(path => forgetCluster(home, fromFile(path).source)));
  const { clusters } = await readKnownClusters(home);
  const known = clusters.map(({ source }) => (source.kind === 'file' ? source.path : ''));
  expect(known.sort()).toEqual(paths.slice(0, 10).sort());
  expect(await readdir(home.state)).toEqual(['clusters.json']);
});

test('nothing is known at first', async () => {
  expect(await readKnownClusters(home)).toEqual({ clusters: [] });
  expect(await recallLast(home)).toBeNull();
});

test('the one set up last is recalled; setting one up again keeps when it was made', async () => {
  await rememberCluster(home, fromFile('/a.yaml'), new Date('2026-01-01'));
  await rememberCluster(home, fromFile('/b.yaml'), new Date('2026-01-02'));
  expect(await recallLast(home)).toMatchObject({ source: { path: '/b.yaml' } });
  await rememberCluster(home, fromFile('/a.yaml'), new Date('2026-01-03'));
  expect((await readKnownClusters(home)).clusters).toHaveLength(2);
  expect(await recallLast(home)).toMatchObject({
    source: { path: '/a.yaml' },
    madeAt: new Date('2026-01-01').toISOString(),
    lastUsedAt: new Date('2026-01-03').toISOString(),
  });
});

test('an unfinished set-up is known, but not recalled as a cluster to connect to', async () => {
  await rememberCluster(home, { ...fromFile('/a.yaml'), state: 'unfinished' });
  expect(await recallLast(home)).toBeNull();
  expect((await readKnownClusters(home)).clusters).toMatchObject([{ state: 'unfinished' }]);
});

test('a forgotten cluster is gone, others stay', async () => {
  await rememberCluster(home, fromFile('/a.yaml'));
  await rememberCluster(home, fromFile('/b.yaml'));
  await forgetCluster(home, { kind: 'file', path: '/b.yaml' });
  expect((await readKnownClusters(home)).clusters).toMatchObject([{ source: { path: '/a.yaml' } }]);
});

test('the file is for its owner alone, and nothing half-written lies beside it', async () => {
  await rememberCluster(home, fromFile('/a.yaml'));
  expect((await stat(join(home.state, 'clusters.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(home.state)).mode & 0o777).toBe(0o700);
  expect(await readdir(home.state)).toEqual(['clusters.json']);
});

test.each([
  ['cut short', '{"version": 1, "clus'],
  ['of another shape', '{"version": 1, "clusters": [{"name": 5}]}'],
  ['of a later version', '{"version": 2, "clusters": []}'],
  ['not even text', '\u0000\u0001'],
])('a file that is %s is set aside and said so, and never stops anyone', async (_, damaged) => {
  await rememberCluster(home, fromFile('/a.yaml'));
  await writeFile(join(home.state, 'clusters.json'), damaged);
  const known = await readKnownClusters(home);
  expect(known.clusters).toEqual([]);
  expect(await readFile(known.setAside ?? '', 'utf8')).toBe(damaged);
  await rememberCluster(home, fromFile('/b.yaml'));
  expect(await recallLast(home)).toMatchObject({ source: { path: '/b.yaml' } });
});

test("the cluster on this machine gets the guide's ports when they are free", async () => {
  const spec = await hereSpec(home, everyPortFree);
  expect(spec.hosts).toEqual([{ address: '127.0.0.1', ports: [6371, 6372, 6373, 6374, 6375, 6376] }]);
  expect(spec.directory.startsWith(home.data)).toBe(true);
});

test('a port in use, or its bus port, moves the whole row behind it', async () => {
  const first = async (taken: number) =>
    (await hereSpec(home, async port => port !== taken)).hosts[0]?.ports[0];
  expect(await first(6373)).toBe(6374);
  expect(await first(16371)).toBe(6372);
  expect(await first(6370)).toBe(6371);
});

test('no six free ports: said before anything is done', async () => {
  await expect(hereSpec(home, async port => port % 6 !== 0)).rejects.toMatchObject({
    id: 'no-free-ports',
    exitCode: 3,
  });
});

test('a second time, the cluster on this machine is the one that was made', async () => {
  const spec = { ...(await hereSpec(home, everyPortFree)), name: 'made before' };
  await rememberCluster(home, {
    name: spec.name,
    source: { kind: 'here', spec },
    state: 'unfinished',
    nodes,
  });
  expect(await hereSpec(home, async () => false)).toEqual(spec);
});

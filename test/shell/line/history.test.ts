import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HISTORY_LIMIT, openHistory } from '../../../source/shell/line/history.ts';

describe('history', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'slotsh-test-'));
    path = join(directory, 'state', 'history');
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('lines come back in the next session, in a file of the owner alone', async () => {
    const first = await openHistory(path);
    await first.add('set name mrhelloworld');
    await first.add('get 键');
    expect((await openHistory(path)).entries).toEqual(['set name mrhelloworld', 'get 键']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(directory, 'state'))).mode & 0o777).toBe(0o700);
  });

  test('a file that others may read is closed to them', async () => {
    path = join(directory, 'history');
    await writeFile(path, 'get a\n', { mode: 0o644 });
    await (await openHistory(path)).add('get b');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('a line that is given again moves to the end, here and in the next session; blank lines are none', async () => {
    const history = await openHistory(path);
    for (const line of ['get a', 'get a', '  ', '', 'get b', 'get a']) await history.add(line);
    expect(history.entries).toEqual(['get b', 'get a']);
    expect((await openHistory(path)).entries).toEqual(['get b', 'get a']);
  });

  test('ten thousand entries are kept, the oldest goes first', async () => {
    path = join(directory, 'history');
    const lines = Array.from({ length: HISTORY_LIMIT }, (_, i) => `get ${i}`);
    await writeFile(path, `${lines.join('\n')}\n`);
    const history = await openHistory(path);
    await history.add('get new');
    expect([HISTORY_LIMIT, history.entries.length]).toEqual([10_000, 10_000]);
    expect([history.entries[0], history.entries.at(-1)]).toEqual(['get 1', 'get new']);
  });

  test('secrets are neither kept nor written', async () => {
    const history = await openHistory(path);
    for (const line of ['get a', 'auth 1234', 'CONFIG SET requirepass 1234', "AU'TH' 1234"])
      await history.add(line);
    expect(history.entries).toEqual(['get a']);
    expect(await readFile(path, 'utf8')).toBe('get a\n');
  });

  test('a line with a line break stays in memory: in the file it would be two', async () => {
    const history = await openHistory(path);
    await history.add('set a "x\ny"');
    await history.add('get a');
    expect(history.entries).toHaveLength(2);
    expect(await readFile(path, 'utf8')).toBe('get a\n');
  });

  test('a pasted value of megabytes stays in memory, too', async () => {
    const history = await openHistory(path);
    await history.add(`set a ${'x'.repeat(1 << 20)}`);
    await history.add('get a');
    expect(history.entries).toHaveLength(2);
    expect(await readFile(path, 'utf8')).toBe('get a\n');
  });

  test('of long values the last 32 MB stay in memory, and the very last one whatever its length', async () => {
    const history = await openHistory();
    await history.add('get a');
    for (const letter of 'bcdefg') await history.add(`set ${letter} ${letter.repeat(10 << 20)}`);
    expect(history.entries.map(line => line.slice(0, 5))).toEqual(['get a', 'set e', 'set f', 'set g']);
    await history.add(`set h ${'h'.repeat(40 << 20)}`);
    expect(history.entries.map(line => line.slice(0, 5))).toEqual(['get a', 'set h']);
  });

  test('without a path, or where nothing can be written, it works in memory', async () => {
    for (const place of [undefined, join('/dev/null', 'history')]) {
      const history = await openHistory(place);
      await history.add('get a');
      expect(history.entries).toEqual(['get a']);
    }
  });

  test('an overlong file is cut to its last entries, each of them once', async () => {
    path = join(directory, 'history');
    const lines = Array.from({ length: HISTORY_LIMIT * 2 }, (_, i) => `get ${i}`);
    await writeFile(path, `${[...lines, ...lines.slice(-3)].join('\n')}\nget 19000\n`);
    const { entries } = await openHistory(path);
    const kept = [...lines.slice(-HISTORY_LIMIT).filter(line => line !== 'get 19000'), 'get 19000'];
    expect(entries).toEqual(kept);
    expect(await readFile(path, 'utf8')).toBe(`${kept.join('\n')}\n`);
    expect(await readdir(directory)).toEqual(['history']);
  });

  test('shells that write, and one that shortens the file meanwhile, lose nothing', async () => {
    path = join(directory, 'history');
    const old = Array.from({ length: HISTORY_LIMIT * 2 }, (_, i) => `get ${i}`);
    const shells = await Promise.all([openHistory(path), openHistory(path), openHistory(path)]);
    await writeFile(path, `${old.join('\n')}\n`);
    const written = shells.flatMap((shell, s) =>
      Array.from({ length: 50 }, (_, i) => ({ shell, line: `set ${s} ${i}` })),
    );
    await Promise.all([
      ...written.map(({ shell, line }) => shell.add(line)),
      openHistory(path),
      openHistory(path),
    ]);
    const kept = new Set((await readFile(path, 'utf8')).split('\n'));
    expect(written.filter(({ line }) => !kept.has(line))).toEqual([]);
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCommandOutlet, openFileOutlet } from '../../source/hosts/open-outlet.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-outlet-'));
});
afterAll(() => rm(directory, { recursive: true }));

describe('a file', () => {
  const at = (name: string) => join(directory, name);
  const write = async (name: string, mode: 'new' | 'append' | 'replace', bytes: string) => {
    const outlet = await openFileOutlet(at(name), mode);
    await outlet.write(Buffer.from(bytes, 'latin1'));
    return outlet.end();
  };

  test('is made with the first bytes, and holds them as they are', async () => {
    const unused = await openFileOutlet(at('unused'), 'new');
    expect(await unused.end()).toBeUndefined();
    await expect(readFile(at('unused'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await write('bytes', 'new', 'a\xff\0')).toEqual({ bytes: 3 });
    expect(await readFile(at('bytes'), 'latin1')).toBe('a\xff\0');
  });

  test('that exists is appended to or replaced, and never overwritten by the way', async () => {
    await writeFile(at('there'), 'one\n');
    await expect(openFileOutlet(at('there'), 'new')).rejects.toMatchObject({ id: 'file-exists' });
    await write('there', 'append', 'two\n');
    expect(await readFile(at('there'), 'utf8')).toBe('one\ntwo\n');
    await write('there', 'replace', 'three\n');
    expect(await readFile(at('there'), 'utf8')).toBe('three\n');
    const nowhere = await openFileOutlet('/dev/null', 'new');
    expect(await nowhere.write(Buffer.from('x'))).toBe(true);
    await nowhere.end();
  });

  test('that cannot be made is refused before anything is sent', async () => {
    for (const path of [at('no/such/file'), directory]) {
      const opened = openFileOutlet(path, 'new');
      await expect(opened).rejects.toMatchObject({
        data: { id: 'file-unwritable', facts: { file: path, command: 'not-sent' } },
      });
    }
  });

  test('that is full says that the command was answered', async () => {
    const outlet = await openFileOutlet('/dev/full', 'new');
    await expect(outlet.write(Buffer.from('x'))).rejects.toMatchObject({
      data: { facts: { file: '/dev/full', command: 'answered', reason: expect.stringContaining('ENOSPC') } },
    });
    await outlet.end();
  });
});

describe('a command', () => {
  test('gets the bytes, and what it prints on both outputs comes back', async () => {
    const outlet = openCommandOutlet('cat; echo problem >&2; exit 3');
    const printed = text(outlet.output as AsyncIterable<Buffer> & NodeJS.ReadableStream);
    expect(await outlet.write(Buffer.from('one\n'))).toBe(true);
    expect(await outlet.end()).toEqual({ bytes: 4, exitCode: 3 });
    expect(await printed).toBe('one\nproblem\n');
  });

  test('is not started before there is a reply', async () => {
    const outlet = openCommandOutlet(`touch '${join(directory, 'started')}'`);
    expect(await outlet.end()).toBeUndefined();
    expect(await text(outlet.output as AsyncIterable<Buffer> & NodeJS.ReadableStream)).toBe('');
    await expect(readFile(join(directory, 'started'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('that wants no more says so', async () => {
    const outlet = openCommandOutlet('head -n 1');
    const printed = text(outlet.output as AsyncIterable<Buffer> & NodeJS.ReadableStream);
    const lines = Buffer.from('line\n'.repeat(10_000));
    let written = 0;
    while (await outlet.write(lines)) written += 1;
    expect(written).toBeLessThan(1000);
    expect(await outlet.end()).toMatchObject({ exitCode: 0 });
    expect(await printed).toBe('line\n');
  });

  test('ends when it is stopped, with all that it has started', async () => {
    const outlet = openCommandOutlet('sleep 1000 | sleep 1000');
    void text(outlet.output as AsyncIterable<Buffer> & NodeJS.ReadableStream);
    await outlet.write(Buffer.from('x'));
    outlet.stop();
    expect(await outlet.end()).toEqual({ bytes: 1, exitCode: null });
  });
});

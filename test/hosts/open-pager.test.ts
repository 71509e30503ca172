import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPager } from '../../source/hosts/open-pager.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-pager-'));
});
afterAll(() => rm(directory, { recursive: true }));

const running = new AbortController().signal;

test('the environment names it, or one that is known is on the path, or there is none', async () => {
  expect((await findPager({ PAGER: 'most -w', PATH: '' }))?.command).toBe('most -w');
  expect(await findPager({ PATH: `${directory}::/no/such/directory` })).toBeUndefined();
  await writeFile(join(directory, 'less'), 'no program');
  expect(await findPager({ PATH: directory })).toBeUndefined();
  await writeFile(join(directory, 'more'), '#!/bin/sh\n');
  await chmod(join(directory, 'more'), 0o755);
  expect((await findPager({ PATH: directory }))?.command).toBe('more');
});

test('it gets the whole text; one that is left early asks for no more of it', async () => {
  const file = join(directory, 'shown');
  let made = 0;
  let isEnded = false;
  async function* lines(count: number) {
    try {
      for (made = 0; made < count; made++) yield Buffer.from('line\n'.repeat(1000));
    } finally {
      isEnded = true;
    }
  }
  await (await findPager({ PAGER: `cat > '${file}'` }))?.show(lines(50), running);
  expect(await readFile(file, 'utf8')).toBe('line\n'.repeat(50_000));
  await (await findPager({ PAGER: `head -n 1 > '${file}'` }))?.show(lines(1_000_000), running);
  expect(made).toBeLessThan(1000);
  expect(isEnded).toBe(true);
});

test('an interrupt is its own while it runs, and ours again afterwards; the signal ends it', async () => {
  let interrupts = 0;
  const count = () => {
    interrupts += 1;
  };
  process.on('SIGINT', count);
  const pager = await findPager({ PAGER: 'cat > /dev/null' });
  await pager?.show(
    (async function* () {
      process.kill(process.pid, 'SIGINT');
      await new Promise(setImmediate);
      yield Buffer.from('text');
    })(),
    running,
  );
  expect(interrupts).toBe(0);
  const heard = new Promise<void>(resolve => process.once('SIGINT', () => resolve()));
  process.kill(process.pid, 'SIGINT');
  await heard;
  expect(interrupts).toBe(1);
  process.off('SIGINT', count);

  const stop = new AbortController();
  const waits = await findPager({ PAGER: 'exec sleep 1000' });
  const shown = waits?.show(
    (async function* () {
      yield Buffer.from('text');
      stop.abort();
    })(),
    stop.signal,
  );
  await shown;
});

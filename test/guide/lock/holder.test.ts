import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hasDied, thisHolder } from '../../../source/guide/lock/holder.ts';

test('a holder runs, or has died', () => {
  expect(hasDied(thisHolder('up'))).toBe(false);
  // Above the largest pid that Linux gives.
  expect(hasDied({ ...thisHolder('up'), pid: 4_194_305 })).toBe(true);
  expect(hasDied({ ...thisHolder('up'), pid: 4_194_305, world: 'another machine' })).toBe(false);
});

test.skipIf(!existsSync('/proc/self/stat'))(
  'a holder that was killed, and that nobody has reaped, has died',
  async () => {
    // `sleep` takes the place of its shell, and knows nothing of the child that it has.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [said] = await once(parent.stdout, 'data');
      const pid = Number(said);
      expect(hasDied({ ...thisHolder('up'), pid })).toBe(false);
      await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8')).toBe('sleep\n');
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => hasDied({ ...thisHolder('up'), pid })).toBe(true);
      expect(existsSync(`/proc/${pid}`)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);

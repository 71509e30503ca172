import { setTimeout as pause } from 'node:timers/promises';
import { restFigures } from './at-rest.ts';
import { replyFigures } from './enter-to-reply.ts';
import type { Figure } from './figures.ts';
import { fillList, hugeReplyFigures } from './huge-reply.ts';
import { keyFigures } from './key-to-screen.ts';
import { type BenchContext, firstNode, type Part } from './part.ts';
import { openPty } from './pty.ts';

/** What it is like to type: keys, replies, a reply without end, and nothing at all. */
export const prompt: Part = { name: 'prompt', needs: ['redis-server', 'redis-cli', 'script'], measure };

async function measure({ cli, home, short, cluster, say }: BenchContext): Promise<Figure[]> {
  const { port, address } = firstNode(await cluster());
  const env = { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' };
  const [shell, redisCli] = await Promise.all([
    openPty([process.execPath, cli, 'connect', address], { env }),
    openPty(['redis-cli', '-c', '-p', String(port)]),
  ]);
  try {
    await shell.shows(/ {2}ok/);
    await pause(500);
    say('a command from Enter to its reply');
    const figures = await replyFigures(shell, redisCli, port, short ? 15 : 150);
    if (!short) {
      say('100,000 lines in the transcript');
      await fillList(port, '{a}lines', 100_000);
      const done = shell.shows(/100000\) "element-100000"/);
      shell.write('lrange {a}lines 0 -1\r');
      await done;
    }
    say('keys');
    figures.push(...(await keyFigures(shell, redisCli, short ? 15 : 300)));
    if (!short) {
      say('a reply of 1,000,000 elements');
      figures.push(...(await hugeReplyFigures(shell, port)));
    }
    say('nothing at all');
    return [...figures, ...(await restFigures(shell, short ? 4 : 30))];
  } finally {
    await Promise.all([shell.close(), redisCli.close()]);
  }
}

import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import type { Pty } from './pty.ts';
import { quantile } from './rounds.ts';

/** Enter to reply on the screen, less the round trip of the same command on a bare socket; redis-cli's prompt by turns with it. */
export async function replyFigures(
  shell: Pty,
  redisCli: Pty,
  port: number,
  count: number,
): Promise<Figure[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const added: number[] = [];
  const addedByCli: number[] = [];
  for (let number = 0; number < count; number++) {
    const roundTrip = await askOnSocket(socket, `ECHO reply-${number}`);
    added.push((await enter(shell, number)) - roundTrip);
    addedByCli.push((await enter(redisCli, number)) - roundTrip);
    await pause(20 + (number % 7) * 5);
  }
  socket.destroy();
  return [
    {
      what: {
        en: 'Enter to the reply on the screen, beyond the round trip (median)',
        zh: '从回车到屏幕上出现回复，除去往返时间（中位数）',
      },
      unit: 'ms',
      ours: quantile(added),
      spread: [quantile(added, 0.1), quantile(added, 0.9)],
      theirs: { what: { en: '`redis-cli`', zh: '`redis-cli`' }, value: quantile(addedByCli) },
      goal: { most: 1 },
      isClock: true,
    },
  ];
}

async function enter(pty: Pty, number: number): Promise<number> {
  const typed = pty.shows(`echo reply-${number}`);
  pty.write(`echo reply-${number}`);
  await typed;
  await pause(30);
  const answered = pty.shows(`"reply-${number}"`);
  const pressed = performance.now();
  pty.write('\r');
  return (await answered) - pressed;
}

async function askOnSocket(socket: Socket, command: string): Promise<number> {
  const started = performance.now();
  const answered = new Promise(resolve => socket.once('data', resolve));
  socket.write(`${command}\r\n`);
  await answered;
  return performance.now() - started;
}

import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import { openPty, type Pty } from './pty.ts';
import { quantile } from './rounds.ts';

/**
 * Enter to reply on the screen, less the round trip of the same command on a bare socket, and less the way of a key through the
 * terminal and back, which is that of a `cat` on another one; redis-cli's prompt by turns with it.
 */
export async function replyFigures(
  shell: Pty,
  redisCli: Pty,
  port: number,
  count: number,
): Promise<Figure[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const bare = await openPty(['sh', '-c', 'stty raw -echo; echo ready; exec cat']);
  await bare.shows('ready');
  const added: number[] = [];
  const addedByCli: number[] = [];
  for (let number = 0; number < count; number++) {
    const others =
      (await askOnSocket(socket, `ECHO reply-${number}`)) + (await throughTerminal(bare, number));
    added.push((await enter(shell, number)) - others);
    addedByCli.push((await enter(redisCli, number)) - others);
    await pause(20 + (number % 7) * 5);
  }
  socket.destroy();
  await bare.close();
  return [
    {
      what: {
        en: 'Enter to the reply on the screen, beyond the round trip and the way through the terminal (median)',
        zh: '从回车到屏幕上出现回复，除去往返时间和终端本身的时间（中位数）',
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

async function throughTerminal(bare: Pty, number: number): Promise<number> {
  await pause(30);
  const back = bare.shows(`way-${number};`);
  const pressed = performance.now();
  bare.write(`way-${number};`);
  return (await back) - pressed;
}

async function askOnSocket(socket: Socket, command: string): Promise<number> {
  const started = performance.now();
  const answered = new Promise(resolve => socket.once('data', resolve));
  socket.write(`${command}\r\n`);
  await answered;
  return performance.now() - started;
}

import { setTimeout as pause } from 'node:timers/promises';
import { redisCli } from '../support/redis-servers.ts';
import type { Figure } from './figures.ts';
import type { Pty } from './pty.ts';
import { timed } from './rounds.ts';

/** A reply of a million elements: when it begins, whether keys still get through, and how soon it stops. */
export async function hugeReplyFigures(shell: Pty, port: number): Promise<Figure[]> {
  await fillList(port, '{a}huge', 1_000_000);
  const typed = shell.shows('0 -1');
  shell.write('lrange {a}huge 0 -1');
  await typed;
  const firstScreen = await until(shell, '\r', '1) "element-1"');
  const waits: number[] = [];
  for (let key = 0; key < 40; key++) {
    await pause(25);
    const letter = 'qwxyz'[key % 5] ?? 'q';
    waits.push(await until(shell, letter, new RegExp(`> .*${letter}$|> [a-z]*${letter}`)));
  }
  const stop = await until(shell, '\x03', 'the rest of the reply was not printed');
  shell.write('\x15');
  await pause(200);
  const figure = (en: string, zh: string, ours: number, most?: number): Figure => ({
    what: { en, zh },
    unit: 'ms',
    ours,
    ...(most !== undefined && { goal: { most } }),
    isClock: true,
  });
  return [
    figure(
      'First screen of a reply of 1,000,000 elements',
      '1,000,000 个元素的回复，第一屏',
      firstScreen,
      200,
    ),
    figure('Longest wait of a key while they are printed', '打印期间按键的最长等待', Math.max(...waits), 50),
    figure('Ctrl-C to the end of the printing', '从 Ctrl-C 到停止打印', stop),
  ];
}

/** Milliseconds from a key to what it shows. */
function until(shell: Pty, key: string, shows: string | RegExp): Promise<number> {
  return timed(() => {
    const shown = shell.shows(shows);
    shell.write(key);
    return shown;
  });
}

/** So many elements are made by one script: a node that is busy for longer is taken for dead. */
const STEP = 20_000;

/** Makes a list of so many elements. */
export async function fillList(port: number, key: string, count: number): Promise<void> {
  const script =
    "for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do redis.call('rpush', KEYS[1], 'element-' .. i) end";
  const scripts = Array.from(
    { length: count / STEP },
    (_, step) => `eval "${script}" 1 ${key} ${step * STEP + 1} ${(step + 1) * STEP}\n`,
  );
  await redisCli(['-c', '-p', port], { input: `del ${key}\n${scripts.join('')}` });
}

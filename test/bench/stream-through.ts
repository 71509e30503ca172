import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Figure } from './figures.ts';
import { peakMemory } from './process-facts.ts';

const COMMANDS = 10_000_000;
/** So many of them are written at once, over and over: the cluster does not grow. */
const BLOCK = 100_000;
/** How often memory is looked at, in ms. */
const LOOK_MS = 500;

/** Ten million commands through a pipe, as text and as RESP: the most memory that `exec` had for them. */
export async function streamThrough(
  cli: string,
  address: string,
  env: NodeJS.ProcessEnv,
  say: (text: string) => void,
): Promise<Figure[]> {
  const lines = (index: number) => `set key:${index} value:${index}\n`;
  const bulkOf = (word: string) => `$${word.length}\r\n${word}\r\n`;
  const resp = (index: number) => `*3\r\n$3\r\nset\r\n${bulkOf(`key:${index}`)}${bulkOf(`value:${index}`)}`;
  say('10,000,000 lines');
  const text = await peakOf([cli, 'exec', address], lines, env);
  say('10,000,000 commands in RESP');
  const pipe = await peakOf([cli, 'exec', address, '--pipe'], resp, env);
  const figure = (en: string, zh: string, ours: number): Figure => ({
    what: { en, zh },
    unit: 'MB',
    ours,
    goal: { most: 150 },
  });
  return [
    figure('Peak memory while 10,000,000 lines stream through', '10,000,000 行流过时的内存峰值', text),
    figure('The same with `--pipe`', '同上，使用 `--pipe`', pipe),
  ];
}

/** MB at most while all the commands went through; every one must have been answered. */
async function peakOf(
  args: readonly string[],
  command: (index: number) => string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const block = Buffer.from(Array.from({ length: BLOCK }, (_, index) => command(index)).join(''));
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const endNow = () => void child.kill();
  process.once('exit', endNow);
  let peak = 0;
  const look = setInterval(() => {
    if (child.exitCode === null && child.pid !== undefined) peak = Math.max(peak, peakMemory(child.pid));
  }, LOOK_MS);
  child.stdout.resume();
  const ended = once(child, 'exit');
  await pipeline(Readable.from(Array(COMMANDS / BLOCK).fill(block)), child.stdin);
  const [code] = await ended;
  clearInterval(look);
  process.off('exit', endNow);
  if (code !== 0) throw new Error(`exec ended with ${code}`);
  return peak;
}

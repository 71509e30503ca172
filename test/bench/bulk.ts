import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './figures.ts';
import { type BenchContext, firstNode, type Part } from './part.ts';
import { sideBySide, timed } from './rounds.ts';
import { streamThrough } from './stream-through.ts';

/** Distinct SETs on standard input, beside `redis-cli -c` with the same file on the same cluster. */
export const bulk: Part = { name: 'bulk', needs: ['redis-server', 'redis-cli'], measure };

const COMMANDS = 100_000;
/** In the quick form redis-cli reads so many of them, and what it takes is multiplied: it waits for each, one like the other. */
const FEW = 5000;

async function measure({ cli, home, short, cluster, say }: BenchContext): Promise<Figure[]> {
  say(`${COMMANDS} SETs`);
  const { port, address } = firstNode(await cluster());
  const commands = Array.from({ length: COMMANDS }, (_, index) => `set key:${index} value:${index}\n`);
  const files = {
    all: join(home, 'sets'),
    few: join(home, 'few'),
    ours: join(home, 'ours'),
    theirs: join(home, 'theirs'),
  };
  writeFileSync(files.all, commands.join(''));
  writeFileSync(files.few, commands.slice(0, FEW).join(''));
  const env = { ...process.env, SLOTSH_HOME: home };
  const ours = () => feed([process.execPath, cli, 'exec', address], files.all, files.ours, env);
  const redisCli = (input: string) => feed(['redis-cli', '-c', '-p', String(port)], input, files.theirs, env);
  const taken = await sideBySide({
    rounds: short ? 3 : 5,
    ours,
    theirs: async () => (short ? (await redisCli(files.few)) * (COMMANDS / FEW) : await redisCli(files.all)),
    kind: 'times',
    counts: short ? 'least' : 'median',
  });
  compareReplies(files.ours, files.theirs, short);
  const figures: Figure[] = [
    {
      what: {
        en: '`exec` runs 100,000 `SET`s from its standard input',
        zh: '`exec` 从标准输入执行 100,000 条 `SET`',
      },
      unit: 'ms',
      ...taken,
      theirs: { what: { en: '`redis-cli -c`', zh: '`redis-cli -c`' }, value: taken.theirs },
      goal: { least: 12 },
      note: 'replies equal to the byte',
    },
  ];
  return short ? figures : [...figures, ...(await streamThrough(cli, address, env, say))];
}

/** Milliseconds that a program takes to read a file and to write another. */
function feed(
  [program = '', ...args]: string[],
  from: string,
  to: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  return timed(async () => {
    const [input, output] = [openSync(from, 'r'), openSync(to, 'w')];
    const child = spawn(program, args, { env, stdio: [input, output, 'inherit'] });
    const [code] = await once(child, 'exit');
    closeSync(input);
    closeSync(output);
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
  });
}

/** @throws when the replies differ; redis-cli's word for each redirection is no reply */
function compareReplies(ours: string, theirs: string, onlyFirst: boolean): void {
  const expected = readFileSync(theirs, 'latin1').replace(/^-> Redirected to slot .*\n/gm, '');
  const replies = readFileSync(ours, 'latin1');
  if (onlyFirst ? !replies.startsWith(expected) : replies !== expected) throw new Error('the replies differ');
}

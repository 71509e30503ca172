import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Figure, Text } from './figures.ts';
import { type BenchContext, firstNode, type Part } from './part.ts';
import { peakMemory } from './process-facts.ts';
import { openPty } from './pty.ts';
import { quantile, sideBySide, timed } from './rounds.ts';

/** How long it takes until something is there, beside a Node that does nothing. */
export const startUp: Part = { name: 'start-up', needs: ['redis-server', 'script'], measure };

async function measure({ cli, home, short, cluster, say }: BenchContext): Promise<Figure[]> {
  const rounds = short ? 5 : 21;
  const node = firstNode(await cluster()).address;
  const own = { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' };
  const env = { ...process.env, ...own };
  const bare = () => runToEnd([process.execPath, '-e', '0'], env);
  const beside = async (what: Text, goal: number, ours: () => Promise<number>): Promise<Figure> => {
    say(what.en);
    const { theirs, ...taken } = await sideBySide({
      ...{ rounds, ours, theirs: bare },
      counts: short ? 'least' : 'median',
    });
    const bareNode = { en: '`node -e 0`', zh: '`node -e 0`' };
    return { what, unit: 'ms', ...taken, theirs: { what: bareNode, value: theirs }, goal: { most: goal } };
  };
  const run = (...args: string[]) => runToEnd([process.execPath, cli, ...args], env);
  const peaks: number[] = [];
  const connectedAfter: number[] = [];
  const firstFrame = async () => {
    const shell = await openPty([process.execPath, cli, 'connect', node], { env: own });
    const shown = await shell.shows(`${node}>`);
    const connected = await shell.shows(/ {2}ok/);
    peaks.push(peakMemory(shell.pid));
    await shell.close();
    connectedAfter.push(connected - shell.startedAt);
    return shown - shell.startedAt;
  };
  return [
    await beside({ en: '`slotsh --version`', zh: '`slotsh --version`' }, 1.3, () => run('--version')),
    await beside({ en: '`slotsh exec PING`', zh: '`slotsh exec PING`' }, 2, () => run('exec', node, 'PING')),
    await beside(
      { en: 'First frame of the shell, ready to type at', zh: '命令行的第一帧，可以输入' },
      3.2,
      firstFrame,
    ),
    {
      what: { en: 'The cluster in it, after', zh: '其中显示出集群，用时' },
      unit: 'ms',
      ours: quantile(connectedAfter),
      spread: [quantile(connectedAfter, 0.1), quantile(connectedAfter, 0.9)],
    },
    {
      what: { en: 'Peak memory at the first prompt', zh: '出现第一个提示符时的内存峰值' },
      unit: 'MB',
      ours: quantile(peaks),
      spread: [Math.min(...peaks), Math.max(...peaks)],
      goal: { most: 90 },
    },
  ];
}

/** Milliseconds from the start of a program to its end. */
function runToEnd([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return timed(async () => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}`);
  });
}

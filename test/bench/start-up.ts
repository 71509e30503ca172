import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { startCluster } from '../shell/running-cluster.ts';
import { type Figure, quantile, sideBySide, timed } from './figures.ts';
import type { BenchContext, Group } from './group.ts';
import { openPty } from './pty.ts';

/** How long it takes until something is there, beside a Node that does nothing. */
export const startUp: Group = { name: 'start-up', needs: ['redis-server', 'script'], measure };

async function measure({ cli, home, short, say }: BenchContext): Promise<Figure[]> {
  const rounds = short ? 7 : 21;
  const cluster = await startCluster();
  const node = `127.0.0.1:${cluster.nodes[0]?.port}`;
  const env = { ...process.env, SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' };
  const bare = () => runToEnd([process.execPath, '-e', '0'], env);
  const ratio = async (what: string, goal: number, ours: () => Promise<number>): Promise<Figure> => {
    say(what);
    const taken = await sideBySide(rounds, ours, bare);
    return {
      what,
      unit: 'ms',
      ours: taken.ours,
      theirs: { what: 'node -e 0', value: taken.theirs },
      ratio: taken.ratio,
      goal,
    };
  };
  const peaks: number[] = [];
  const firstFrame = async () => {
    const shell = await openPty([process.execPath, cli, 'connect', node], { env });
    const shown = await shell.shows(`${node}> `);
    peaks.push(peakMemory(shell.pid));
    await shell.close();
    return shown - shell.startedAt;
  };
  try {
    return [
      await ratio('slotsh --version', 1.3, () => runToEnd([process.execPath, cli, '--version'], env)),
      await ratio('slotsh exec PING', 2, () => runToEnd([process.execPath, cli, 'exec', node, 'PING'], env)),
      await ratio('first frame of the shell', 3.2, firstFrame),
      { what: 'peak memory at the first prompt', unit: 'MB', ours: quantile(peaks), goal: 90 },
    ];
  } finally {
    await cluster.stop();
  }
}

/** Milliseconds from the start of a program to its end. */
function runToEnd([program = '', ...args]: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return timed(async () => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`${[program, ...args].join(' ')} ended with ${code}`);
  });
}

/** MB: the most that a process has had in memory so far. */
function peakMemory(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

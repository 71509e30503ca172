import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster } from '../shell/running-cluster.ts';
import { type Figure, sideBySide, timed } from './figures.ts';
import type { BenchContext, Group } from './group.ts';

/** Distinct SETs on standard input, beside `redis-cli -c` with the same file on the same cluster. */
export const bulk: Group = { name: 'bulk input', needs: ['redis-server', 'redis-cli'], measure };

async function measure({ cli, home, short, say }: BenchContext): Promise<Figure[]> {
  const count = short ? 40_000 : 100_000;
  const what = `${count.toLocaleString('en')} SETs on standard input of exec`;
  say(what);
  const input = join(home, 'sets');
  writeFileSync(
    input,
    Array.from({ length: count }, (_, index) => `set key:${index} value:${index}\n`).join(''),
  );
  const cluster = await startCluster();
  const port = String(cluster.nodes[0]?.port);
  const replies = { ours: join(home, 'ours'), theirs: join(home, 'theirs') };
  try {
    const taken = await sideBySide(
      short ? 1 : 3,
      () => feed([process.execPath, cli, 'exec', `127.0.0.1:${port}`], input, replies.ours, home),
      () => feed(['redis-cli', '-c', '-p', port], input, replies.theirs, home),
    );
    if (digest(replies.ours) !== digest(replies.theirs)) throw new Error('the replies differ');
    return [
      {
        what,
        unit: 'ms',
        ours: taken.ours,
        theirs: { what: 'redis-cli -c', value: taken.theirs },
        ratio: taken.ratio,
        goal: 1 / 12,
        note: 'replies equal to the byte',
      },
    ];
  } finally {
    await cluster.stop();
  }
}

/** Milliseconds that a program takes to read a file and to write another. */
function feed([program = '', ...args]: string[], from: string, to: string, home: string): Promise<number> {
  return timed(async () => {
    const [input, output] = [openSync(from, 'r'), openSync(to, 'w')];
    const child = spawn(program, args, {
      env: { ...process.env, SLOTSH_HOME: home },
      stdio: [input, output, 'inherit'],
    });
    const [code] = await once(child, 'exit');
    closeSync(input);
    closeSync(output);
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
  });
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

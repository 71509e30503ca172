import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { type Figure, quantile } from './figures.ts';
import type { BenchContext, Group } from './group.ts';
import { openPty, type Pty } from './pty.ts';

/** What it is like to type: keys, replies, a reply without end, and nothing at all. */
export const prompt: Group = { name: 'the prompt', needs: ['redis-server', 'redis-cli', 'script'], measure };

/** A line whose preview makes the live region as high as it gets. */
const LINE = 'mget alpha beta gamma delta epsilon zeta ';

async function measure(context: BenchContext): Promise<Figure[]> {
  const { cli, home, short, say } = context;
  const cluster = await startCluster();
  const [first] = cluster.nodes;
  const port = first?.port ?? 0;
  const node = `127.0.0.1:${port}`;
  const env = { SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' };
  const shell = await openPty([process.execPath, cli, 'connect', node], { env });
  const cliPty = await openPty(['redis-cli', '-c', '-p', String(port)]);
  try {
    await shell.shows('> ');
    await pause(500);
    say('a command from Enter to its reply');
    const figures = await measureReplies(shell, cliPty, port, short ? 30 : 150);
    if (!short) {
      say('100,000 lines in the transcript');
      await fill(cluster, 'lines', 100_000);
      const done = shell.shows(/100000\) "element-100000"/);
      shell.write('lrange {a}lines 0 -1\r');
      await done;
    }
    say('keys');
    figures.push(...(await measureKeys(shell, cliPty, short ? 40 : 300)));
    if (!short) {
      say('a reply of 1,000,000 elements');
      figures.push(...(await measureHugeReply(shell, cluster)));
    }
    say('nothing at all');
    figures.push(...(await measureRest(shell, short ? 4 : 30)));
    return figures;
  } finally {
    await Promise.all([shell.close(), cliPty.close()]);
    await cluster.stop();
  }
}

/** Enter to reply on the screen, less the round trip of the same command on a bare socket. */
async function measureReplies(shell: Pty, cliPty: Pty, port: number, count: number): Promise<Figure[]> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  const added: number[] = [];
  const addedByCli: number[] = [];
  for (let number = 0; number < count; number++) {
    const roundTrip = await askOnSocket(socket, `ECHO reply-${number}`);
    added.push((await enter(shell, number)) - roundTrip);
    addedByCli.push((await enter(cliPty, number)) - roundTrip);
    await pause(20 + (number % 7) * 5);
  }
  socket.destroy();
  return [
    {
      what: 'Enter to reply on the screen, over the round trip (median)',
      unit: 'ms',
      ours: quantile(added),
      theirs: { what: "redis-cli's prompt", value: quantile(addedByCli) },
      goal: 1,
      isNoisy: true,
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

/** Key to screen, and what a key writes. */
async function measureKeys(shell: Pty, cliPty: Pty, count: number): Promise<Figure[]> {
  const ours = await pressKeys(shell, count);
  const theirs = await pressKeys(cliPty, count);
  return [
    {
      what: 'key to screen, 99 of 100 keys',
      unit: 'ms',
      ours: quantile(ours.ms, 0.99),
      theirs: { what: "redis-cli's prompt", value: quantile(theirs.ms, 0.99) },
      goal: 16,
      isNoisy: true,
      note: `median ${quantile(ours.ms).toFixed(1)} ms`,
    },
    { what: 'bytes of a key at 80 columns (median)', unit: 'bytes', ours: quantile(ours.bytes), goal: 600 },
    { what: 'bytes of a key at 80 columns (most)', unit: 'bytes', ours: Math.max(...ours.bytes), goal: 600 },
  ];
}

async function pressKeys(pty: Pty, count: number): Promise<{ ms: number[]; bytes: number[] }> {
  const ms: number[] = [];
  const bytes: number[] = [];
  for (let pressed = 0; pressed < count; pressed++) {
    if (pressed % 20 === 0) {
      pty.write('\x15');
      await pause(100);
      const begun = pty.shows(LINE.trimEnd());
      pty.write(LINE);
      await begun;
    }
    await pause(60 + (pressed % 5) * 7);
    const key = String.fromCharCode(97 + (pressed % 26));
    const before = pty.bytes;
    const shown = pty.shows(key);
    const at = performance.now();
    pty.write(key);
    ms.push((await shown) - at);
    await pause(20);
    bytes.push(pty.bytes - before);
  }
  pty.write('\x15');
  await pause(100);
  return { ms, bytes };
}

async function measureHugeReply(shell: Pty, cluster: RunningCluster): Promise<Figure[]> {
  await fill(cluster, 'huge', 1_000_000);
  const typed = shell.shows('0 -1');
  shell.write('lrange {a}huge 0 -1');
  await typed;
  const begun = shell.shows('1) "element-1"');
  const entered = performance.now();
  shell.write('\r');
  const firstScreen = (await begun) - entered;
  const waits: number[] = [];
  for (let key = 0; key < 40; key++) {
    await pause(25);
    const letter = 'qwxyz'[key % 5] ?? 'q';
    const shown = shell.shows(new RegExp(`> .*${letter}$|> [a-z]*${letter}`));
    const at = performance.now();
    shell.write(letter);
    waits.push((await shown) - at);
  }
  const stopped = shell.shows('the rest of the reply was not printed');
  const at = performance.now();
  shell.write('\x03');
  const stops = (await stopped) - at;
  shell.write('\x15');
  await pause(200);
  return [
    { what: 'first screen of 1,000,000 elements', unit: 'ms', ours: firstScreen, goal: 200, isNoisy: true },
    {
      what: 'longest wait of a key while they are printed',
      unit: 'ms',
      ours: Math.max(...waits),
      goal: 50,
      isNoisy: true,
    },
    { what: 'Ctrl-C to the end of printing', unit: 'ms', ours: stops, isNoisy: true },
  ];
}

async function measureRest(shell: Pty, seconds: number): Promise<Figure[]> {
  await pause(1500);
  const bytes = shell.bytes;
  const ticks = cpuTicks(shell.pid);
  await pause(seconds * 1000);
  // USER_HZ is 100 on every Linux that Node runs on: a tick is 10 ms.
  const busy = ((cpuTicks(shell.pid) - ticks) * 10) / (seconds * 1000);
  return [
    { what: 'CPU at rest, the map live', unit: '%', ours: busy * 100, goal: 1, isNoisy: true },
    { what: `bytes in ${seconds} s without a change`, unit: 'bytes', ours: shell.bytes - bytes, goal: 0 },
  ];
}

/** User and system time of a process so far. */
function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[11]) + Number(fields[12]);
}

/** A list `{a}name` of so many elements. */
async function fill(cluster: RunningCluster, name: string, count: number): Promise<void> {
  const script = "for i = 1, ARGV[1] do redis.call('rpush', KEYS[1], 'element-' .. i) end";
  const [first] = cluster.nodes;
  await redisCli(['-c', '-p', first?.port ?? 0, 'eval', script, 1, `{a}${name}`, count]);
}

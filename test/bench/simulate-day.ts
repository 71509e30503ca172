import { PassThrough } from 'node:stream';
import { mock } from 'node:test';
import { parseNodeTable } from '../../source/cluster/node-table.ts';
import type { ShellSession } from '../../source/shell/session.ts';
import { SessionState } from '../../source/shell/state/session-state.ts';
import { runShellScreen } from '../../source/ui/shell/run-shell-screen.tsx';
import { createTheme } from '../../source/ui/theme.ts';
import { wordsFor } from '../../source/words/words.ts';

const POLL_MS = 1500;
const POLLS_AN_HOUR = 3_600_000 / POLL_MS;
/** Every so many polls a replica is suspect, and with the next one it is not: drawn both times. */
const NEWS_EVERY = 20;

/** The shell's real screen on a terminal that nobody looks at, for some hours of a clock that we turn. MB of heap after an hour and at the end. */
export async function simulateDay(hours: number): Promise<{ early: number; late: number; polls: number }> {
  const { stdin, stdout } = terminal();
  const state = new SessionState('day');
  const read = (text: string) =>
    state.read({ kind: 'cluster', state: 'ok', nodes: parseNodeTable(text).nodes });
  read(table(false));
  state.moveTo({ host: '10.1.0.0', port: 6379 });
  // What a screen asks of a session while nobody types.
  const session = {
    get view() {
      return state.view;
    },
    subscribe: (listener: () => void) => state.subscribe(listener),
    streams: { listen: () => undefined, close: () => undefined, view: undefined },
    learnCommands: async () => undefined,
    show: () => undefined,
    attend: () => undefined,
  } as unknown as ShellSession;
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const leaving = new AbortController();
  const over = runShellScreen({
    session,
    history: { entries: [], add: () => undefined },
    words: wordsFor('en'),
    theme: createTheme(true),
    stdin,
    stdout,
    signal: leaving.signal,
    openOutlet: never,
    writeNodes: never,
    findPager: async () => undefined,
  });
  let early = 0;
  for (let hour = 1; hour <= hours; hour++) {
    for (let poll = 0; poll < POLLS_AN_HOUR; poll++) {
      read(table(poll % NEWS_EVERY === 0));
      for (const step of [5, 50, POLL_MS - 55]) {
        mock.timers.tick(step);
        if (poll % NEWS_EVERY < 2) await turn();
      }
    }
    if (hour === 1) early = await heapMB();
  }
  const late = await heapMB();
  leaving.abort();
  mock.timers.tick(1000);
  await turn();
  mock.timers.reset();
  await over;
  return { early, late, polls: hours * POLLS_AN_HOUR };
}

async function never(): Promise<never> {
  throw new Error('nobody types');
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

async function heapMB(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await turn();
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed / 1024 ** 2;
}

function terminal() {
  const stdout = Object.assign(new PassThrough(), { columns: 100, rows: 30, isTTY: true });
  stdout.resume();
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  return { stdin: stdin as unknown as NodeJS.ReadStream, stdout: stdout as unknown as NodeJS.WriteStream };
}

/** Six nodes, the last of them suspect or not. */
function table(isSuspect: boolean): string {
  const id = (index: number) => index.toString(16).padStart(40, '0');
  const slots = ['0-5460', '5461-10922', '10923-16383'];
  return Array.from({ length: 6 }, (_, index) => {
    const flags =
      index === 0
        ? 'myself,master'
        : index < 3
          ? 'master'
          : index === 5 && isSuspect
            ? 'slave,fail?'
            : 'slave';
    const master = index < 3 ? '-' : id(index - 3);
    return `${id(index)} 10.1.0.${index}:6379@16379 ${flags} ${master} 0 1700000000000 ${index + 1} connected ${slots[index] ?? ''}`.trimEnd();
  }).join('\n');
}

import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';

/** What a key sends, as xterm does. */
const keyBytes = {
  enter: '\r',
  tab: '\t',
  escape: '\x1b',
  backspace: '\x7f',
  delete: '\x1b[3~',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  'page-up': '\x1b[5~',
  'page-down': '\x1b[6~',
} as const;

export type PressedKey = keyof typeof keyBytes | `ctrl-${string}` | `alt-${string}`;

export interface TerminalOptions {
  command: string;
  args?: readonly string[];
  /** 80 × 24 by default. */
  cols?: number;
  rows?: number;
  /** Added to this process's environment; undefined takes a variable away. `CI` is always taken away: Ink draws no live frames under it. */
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
}

export type Condition = string | RegExp | ((screen: string[]) => boolean);

/** A program on a pseudo-terminal of its own, and what a person would see of it. */
export interface TestTerminal {
  /** The program's process id. */
  readonly pid: number;
  /** What keeps the screen, for pictures of it. */
  readonly emulator: xterm.Terminal;
  type(text: string): void;
  press(...keys: PressedKey[]): void;
  /** As a terminal pastes: in brackets when the program asked for them. */
  paste(text: string): void;
  /** The visible rows, from the top, without spaces at their ends. */
  screen(): string[];
  /** Everything: scrollback and screen, lines that the terminal wrapped as one. */
  transcript(): string[];
  /** Every byte the program wrote so far. */
  output(): string;
  /** Where the cursor stands, 0-based, and whether it shows. */
  cursor(): { column: number; row: number; visible: boolean };
  /** Waits until the text or the expression is in the transcript, or the predicate holds for the screen. Fails with the screen when `timeoutMs` (60 s) are over or the program ends first. */
  waitFor(condition: Condition, timeoutMs?: number): Promise<void>;
  /** Changes the size as a window does; the program gets SIGWINCH. */
  resize(cols: number, rows: number): void;
  /** The program's exit code; 128 + n after signal n. */
  readonly exitCode: Promise<number>;
  /** Closes the window: the terminal is gone for the program, which gets SIGHUP. */
  hangUp(): void;
  /** Asks the program to end, as a closed window does, and takes the terminal away. */
  close(): Promise<void>;
}

/**
 * Starts a program on a pseudo-terminal made by util-linux `script`: no native module is needed.
 * Its output goes to a headless xterm, which answers the terminal's questions as a real one does.
 */
export async function openTerminal(options: TerminalOptions): Promise<TestTerminal> {
  const { command, args = [], cols = 80, rows = 24 } = options;
  const directory = await mkdtemp(join(tmpdir(), 'slotsh-terminal-'));
  const note = join(directory, 'process');
  const line = [
    `stty rows ${rows} cols ${cols}`,
    `echo "$$ $(tty)" > ${quote(`${note}.part`)}`,
    `mv ${quote(`${note}.part`)} ${quote(note)}`,
    `exec ${[command, ...args].map(quote).join(' ')}`,
  ].join(' && ');
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    cwd: options.cwd,
    env: childEnvironment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exitCode = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
  exitCode.catch(() => undefined);
  const emulator = new xterm.Terminal({ cols, rows, scrollback: 200_000, allowProposedApi: true });
  const screen = watch(child, emulator);
  const { pid, tty } = await readNote(note, exitCode);

  return {
    pid,
    emulator,
    exitCode,
    type: text => void child.stdin?.write(text),
    press: (...keys) => void child.stdin?.write(keys.map(bytesOf).join('')),
    paste(text) {
      const typed = text.replaceAll('\n', '\r');
      const bracketed = emulator.modes.bracketedPasteMode;
      child.stdin?.write(bracketed ? `\x1b[200~${typed}\x1b[201~` : typed);
    },
    screen: screen.visible,
    transcript: screen.transcript,
    output: screen.output,
    cursor: screen.cursor,
    waitFor: (condition, timeoutMs = 60_000) => screen.waitFor(condition, timeoutMs),
    resize(newCols, newRows) {
      const args = ['-F', tty, 'rows', String(newRows), 'cols', String(newCols)];
      // A window changes both at once; here a program takes its time, and whichever is narrower for a moment must not be drawn on
      // by rows of the wider: what is told last is what gets narrower.
      if (newCols < emulator.cols) execFile('stty', args, () => emulator.resize(newCols, newRows));
      else {
        emulator.resize(newCols, newRows);
        execFileSync('stty', args);
      }
    },
    hangUp: () => void child.kill('SIGKILL'),
    async close() {
      endProgram(pid);
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exitCode.catch(() => undefined);
      clearTimeout(tooLong);
      emulator.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Waiter {
  condition: Condition;
  resolve: () => void;
  reject: (reason: Error) => void;
}

/** Feeds the emulator and keeps those who wait for something to appear. */
function watch(child: ChildProcess, emulator: InstanceType<typeof xterm.Terminal>) {
  const waiters = new Set<Waiter>();
  let output = '';
  let cursorVisible = true;

  const rowsFrom = (first: number, joinWrapped: boolean): string[] => {
    const lines: string[] = [];
    const buffer = emulator.buffer.active;
    for (let y = first; y < buffer.length; y += 1) {
      const row = buffer.getLine(y);
      const text = row?.translateToString(!buffer.getLine(y + 1)?.isWrapped) ?? '';
      if (joinWrapped && row?.isWrapped && lines.length > 0) lines.push((lines.pop() ?? '') + text);
      else lines.push(text);
    }
    return lines.map(text => text.trimEnd());
  };
  const visible = () => rowsFrom(emulator.buffer.active.baseY, false);
  const transcript = () => rowsFrom(0, true);
  const holds = (condition: Condition): boolean => {
    if (typeof condition === 'function') return condition(visible());
    const text = transcript().join('\n');
    return typeof condition === 'string' ? text.includes(condition) : condition.test(text);
  };
  const check = () => {
    for (const waiter of [...waiters]) {
      if (!holds(waiter.condition)) continue;
      waiters.delete(waiter);
      waiter.resolve();
    }
  };
  const fail = (waiter: Waiter, why: string) => {
    waiters.delete(waiter);
    const wanted = typeof waiter.condition === 'function' ? 'the condition' : String(waiter.condition);
    waiter.reject(new Error(`${why}, waiting for ${wanted}; the screen:\n${visible().join('\n')}`));
  };

  child.stdout?.on('data', (data: Buffer) => {
    output += data.toString('latin1');
    emulator.write(data, check);
  });
  child.stderr?.on('data', (data: Buffer) => emulator.write(data, check));
  child.stdin?.on('error', () => undefined); // the program may end before it has read everything
  child.once('close', () => {
    emulator.write('', () => {
      check();
      for (const waiter of [...waiters]) fail(waiter, 'the program ended');
    });
  });
  emulator.onData(answer => child.stdin?.write(answer));
  emulator.parser.registerCsiHandler({ prefix: '?', final: 'h' }, parameters => {
    if (parameters.includes(25)) cursorVisible = true;
    return false;
  });
  emulator.parser.registerCsiHandler({ prefix: '?', final: 'l' }, parameters => {
    if (parameters.includes(25)) cursorVisible = false;
    return false;
  });

  return {
    visible,
    transcript,
    output: () => Buffer.from(output, 'latin1').toString('utf8'),
    cursor: () => ({
      column: emulator.buffer.active.cursorX,
      row: emulator.buffer.active.cursorY,
      visible: cursorVisible,
    }),
    waitFor(condition: Condition, timeoutMs: number): Promise<void> {
      return new Promise<void>((resolve, reject) => {
        const waiter: Waiter = { condition, resolve, reject };
        const timer = setTimeout(() => fail(waiter, `${timeoutMs} ms are over`), timeoutMs);
        waiter.resolve = () => {
          clearTimeout(timer);
          resolve();
        };
        waiter.reject = reason => {
          clearTimeout(timer);
          reject(reason);
        };
        waiters.add(waiter);
        if (child.exitCode !== null) emulator.write('', () => fail(waiter, 'the program has ended'));
        check();
      });
    },
  };
}

/** The program's process id and terminal, once its shell has noted them. */
async function readNote(path: string, ended: Promise<number>): Promise<{ pid: number; tty: string }> {
  let over = false;
  void ended
    .catch(() => undefined)
    .then(() => {
      over = true;
    });
  for (;;) {
    const [pid, tty] = (await readFile(path, 'utf8').catch(() => '')).trim().split(' ');
    if (pid && tty) return { pid: Number(pid), tty };
    if (over) throw new Error('the pseudo-terminal ended before its program began');
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

function endProgram(pid: number): void {
  try {
    process.kill(pid, 'SIGHUP');
  } catch {
    // It ended in the meantime.
  }
}

function bytesOf(key: PressedKey): string {
  if (key.startsWith('ctrl-')) return String.fromCharCode(key.charCodeAt(5) & 0x1f);
  if (key.startsWith('alt-')) return `\x1b${key.slice(4)}`;
  return keyBytes[key as keyof typeof keyBytes];
}

function childEnvironment(extra: TerminalOptions['env']): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...extra };
  // Set by test runners and CI, not by a person's terminal.
  for (const name of ['CI', 'NODE_ENV', 'VITEST', 'FORCE_COLOR', 'COLUMNS', 'LINES']) {
    if (extra?.[name] === undefined) delete env[name];
  }
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

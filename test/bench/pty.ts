import { spawn } from 'node:child_process';

export interface PtyOptions {
  env?: Readonly<Record<string, string | undefined>>;
  cols?: number;
  rows?: number;
}

/** A program on a pseudo-terminal, and the times at which it wrote what. No terminal is emulated: that would be measured too. */
export interface Pty {
  readonly pid: number;
  /** When the program began, by `performance.now()`. */
  readonly startedAt: number;
  /** Bytes written so far. */
  readonly bytes: number;
  write(text: string): void;
  /**
   * Resolves with the time at which the text was on its way to the screen, colours and cursor moves taken out; only what
   * comes after this call counts. Rejects when the program ends first.
   */
  shows(text: string | RegExp): Promise<number>;
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** What was waited for so long will not come. */
const PATIENCE_MS = 60_000;
const MARK = /\x02(\d+)\x03/;
const STEERING = /\x1b\[[0-9;?]*[A-Za-z]/g;

/** Starts a program on a terminal made by util-linux `script`; resolves when it begins. */
export async function openPty(argv: readonly string[], options: PtyOptions = {}): Promise<Pty> {
  const { cols = 80, rows = 24, env = {} } = options;
  const line = `stty rows ${rows} cols ${cols}; printf '\\002%s\\003' $$; exec ${argv.map(quote).join(' ')}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    env: { ...withoutTestRunner(process.env), TERM: 'xterm-256color', SHELL: '/bin/sh', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined);
  const hangUp = () => void child.kill('SIGHUP');
  process.once('exit', hangUp);
  let bytes = 0;
  let recent = '';
  let awaited: ((now: number) => void) | undefined;
  let givenUp: ((reason: Error) => void) | undefined;
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  void ended.then(() => givenUp?.(new Error(`the program ended; it last wrote: ${recent.slice(-300)}`)));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const now = performance.now();
    bytes += Buffer.byteLength(text);
    recent = (recent + text).slice(-200_000);
    awaited?.(now);
  });
  const until = (holds: () => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        awaited = undefined;
        givenUp = undefined;
      };
      givenUp = reason => {
        settle();
        reject(reason);
      };
      awaited = now => {
        if (!holds()) return;
        settle();
        resolve(now);
      };
      const timer = setTimeout(
        () => givenUp?.(new Error(`waited in vain; the program last wrote: ${recent.slice(-300)}`)),
        PATIENCE_MS,
      );
    });
  const startedAt = await until(() => MARK.test(recent));
  const pid = Number(MARK.exec(recent)?.[1]);
  return {
    pid,
    startedAt,
    ended,
    get bytes() {
      return bytes;
    },
    write: text => void child.stdin.write(text),
    shows(text) {
      recent = '';
      return until(() => {
        const plain = recent.replace(STEERING, '');
        return typeof text === 'string' ? plain.includes(text) : text.test(plain);
      });
    },
    async close() {
      givenUp = undefined;
      if (child.exitCode === null) process.kill(pid, 'SIGHUP');
      await ended;
      process.off('exit', hangUp);
    },
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Ink draws no live frames under CI. */
function withoutTestRunner({ CI: _ci, NODE_ENV: _env, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

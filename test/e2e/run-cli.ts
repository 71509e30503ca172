import { spawn } from 'node:child_process';
import { buildCli } from './build-cli.ts';

/** What `up --json` and `down --json` say, one object a line. */
export interface JsonEvent {
  type: string;
  [key: string]: unknown;
}

export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
  /** The lines of `--json`. */
  events: JsonEvent[];
  /** The last of them: the outcome. */
  last: JsonEvent;
}

/** An end of the program, its lines read as JSON where they are. */
export function readRun({
  code,
  stdout,
  stderr,
}: {
  code: number | null;
  stdout: string;
  stderr: string;
}): CliRun {
  const lines = stdout.split('\n').filter(line => line.startsWith('{'));
  const events = lines.map(line => JSON.parse(line) as JsonEvent);
  return { code, stdout, stderr, events, last: events.at(-1) ?? { type: 'nothing was said' } };
}

/**
 * Runs the program to its end, without a terminal, with a home of its own.
 * `interruptAt`: it gets a Ctrl-C (SIGINT) as soon as it has said this.
 */
export async function runCli(
  args: readonly string[],
  { home, interruptAt }: { home: string; interruptAt?: string },
): Promise<CliRun> {
  const cli = await buildCli();
  const env = { ...process.env, SLOTSH_HOME: home, LC_ALL: 'C.UTF-8' };
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let waitsFor = interruptAt;
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
    if (waitsFor === undefined || !stdout.includes(waitsFor)) return;
    waitsFor = undefined;
    child.kill('SIGINT');
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const code = await new Promise<number | null>(resolve => {
    child.on('close', resolve);
  });
  return readRun({ code, stdout, stderr });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

/** What shows a long text, a page at a time, with the terminal to itself. */
export interface Pager {
  /** For people: what is run. */
  readonly command: string;
  /** Runs it until the person leaves it, or the signal ends it; it gets the text as it takes it. The terminal must be free: no raw mode, nobody reading. */
  show(text: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void>;
}

/** Those that are looked for when the environment names none. */
const KNOWN = ['less', 'more'];

/** The pager of the environment (`PAGER`, else `less` or `more`); undefined when there is none. */
export async function findPager(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Pager | undefined> {
  const named = env['PAGER'];
  if (named) return new CommandPager(named);
  for (const name of KNOWN) if (await isOnPath(name, env['PATH'] ?? '')) return new CommandPager(name);
  return undefined;
}

async function isOnPath(name: string, path: string): Promise<boolean> {
  for (const directory of path.split(':')) {
    const found = await access(join(directory, name), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found && directory !== '') return true;
  }
  return false;
}

class CommandPager implements Pager {
  readonly command: string;

  constructor(command: string) {
    this.command = command;
  }

  async show(text: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> {
    const giveBack = leaveInterruptsToChild();
    try {
      // Without a shell in between: what ends it ends the pager.
      const child = spawn('/bin/sh', ['-c', `exec ${this.command}`], {
        stdio: ['pipe', 'inherit', 'inherit'],
      });
      const ended = once(child, 'close');
      signal.addEventListener('abort', () => child.kill(), { once: true });
      // Left before the end of the text.
      child.stdin.on('error', () => undefined);
      for await (const piece of text) if (!(await write(child.stdin, piece))) break;
      child.stdin.end();
      await ended;
    } finally {
      giveBack();
    }
  }
}

/** Resolves when it takes more; with false when it was left. */
async function write(stdin: Writable, bytes: Buffer): Promise<boolean> {
  if (!stdin.writable) return false;
  if (stdin.write(bytes)) return true;
  await Promise.race([once(stdin, 'drain'), once(stdin, 'close')]).catch(() => undefined);
  return stdin.writable;
}

/** Ctrl-C at the terminal goes to the pager and to us; it is the pager's. The function returned undoes that. */
function leaveInterruptsToChild(): () => void {
  const ours = process.listeners('SIGINT');
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  for (const listener of ours) process.off('SIGINT', listener);
  return () => {
    for (const listener of ours) process.on('SIGINT', listener);
    process.off('SIGINT', ignore);
  };
}

import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { CommandHost, type HostAccess } from './command-host.ts';
import { type Elevation, killLine } from './elevation.ts';
import { explainDialError } from './explain-dial-error.ts';
import type { Host } from './host.ts';
import { HostFailure } from './host-failure.ts';
import type { StartedCommand } from './run-command.ts';

/** This machine as a host. `address` is what its nodes announce. */
export function openLocalHost(address: string): Host {
  return new CommandHost(new LocalAccess(address));
}

class LocalAccess implements HostAccess {
  readonly isLocal = true;
  readonly lost = new AbortController().signal;
  readonly address: string;
  readonly label: string;

  constructor(address: string) {
    this.address = address;
    this.label = address;
  }

  async start(commandLine: string): Promise<StartedCommand> {
    // A group of its own: a signal reaches what the command has started, and Ctrl-C at the terminal does not.
    const child = spawn('/bin/sh', ['-c', commandLine], { detached: true });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve(code));
    });
    return {
      stdin: child.stdin,
      stdout: child.stdout,
      stderr: child.stderr,
      ended,
      drop: () => {
        if (child.pid !== undefined) void this.kill(child.pid, 'KILL');
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      },
    };
  }

  async kill(pid: number, signal: 'TERM' | 'KILL', elevation?: Elevation): Promise<void> {
    if (elevation) {
      const line = killLine(pid, signal, elevation);
      const { stdin, stdout, stderr, ended } = await this.start(line.commandLine);
      stdout.resume();
      stderr.resume();
      stdin.end(line.stdin);
      await ended;
      return;
    }
    try {
      process.kill(-pid, `SIG${signal}`);
    } catch {
      // It has ended in the meantime.
    }
  }

  dial(host: string, port: number, timeoutMs: number): Promise<Duplex> {
    const target = `${host}:${port}`;
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      const onError = (error: NodeJS.ErrnoException): void => {
        clearTimeout(timer);
        reject(explainDialError(this.label, target, error.code ?? '', error.message));
      };
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new HostFailure('tunnel-failed', { host: this.label, target, reason: 'timeout', said: '' }));
      }, timeoutMs);
      socket.once('error', onError);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', onError);
        resolve(socket);
      });
    });
  }

  async close(): Promise<void> {}
}

import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { CommandHost, type HostAccess } from '../command-host.ts';
import { type Elevation, killLine } from '../elevation.ts';
import { Gate } from '../gate.ts';
import type { Host } from '../host.ts';
import { HostFailure } from '../host-failure.ts';
import type { StartedCommand } from '../run-command.ts';
import { forwardOut } from './forward-out.ts';
import { type OpenConnectionOptions, openConnection, type SshConnection } from './open-connection.ts';

/** sshd allows ten sessions on a connection by default (MaxSessions); two stay free for ending commands. */
const MOST_COMMANDS = 8;
/** How often a server may refuse a session while none of ours runs. */
const PATIENCE = 10;

/**
 * A machine over SSH. `address` is what its nodes announce.
 * Rejects with a `HostFailure`: unreachable, wrong host key, login refused; or with the signal's reason.
 */
export async function openSshHost(address: string, options: OpenConnectionOptions): Promise<Host> {
  return new CommandHost(new SshAccess(address, await openConnection(options)));
}

class SshAccess implements HostAccess {
  readonly isLocal = false;
  readonly lost: AbortSignal;
  readonly address: string;
  readonly label: string;
  readonly #connection: SshConnection;
  readonly #gate = new Gate(MOST_COMMANDS);
  #isClosing = false;
  /** What to do for each command that runs when the connection ends. */
  readonly #running = new Set<() => void>();
  /** Those who wait until a command has ended. */
  readonly #waiting = new Set<() => void>();

  constructor(address: string, connection: SshConnection) {
    this.address = address;
    this.label = connection.label;
    this.#connection = connection;
    // After the login an error only announces the end, which `close` tells.
    connection.client.on('error', () => {});
    const lost = new AbortController();
    this.lost = lost.signal;
    connection.client.on('close', () => {
      for (const loseCommand of this.#running) loseCommand();
      this.#wakeUp();
      if (!this.#isClosing) lost.abort(new HostFailure('host-lost', { host: this.label, during: '' }));
    });
  }

  async start(commandLine: string, title: string): Promise<StartedCommand> {
    const leave = await this.#gate.enter();
    try {
      const started = await this.#exec(commandLine, title);
      started.ended.then(leave, leave);
      return started;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async kill(pid: number, signal: 'TERM' | 'KILL', elevation?: Elevation): Promise<void> {
    const line = killLine(pid, signal, elevation);
    const { ended, stdin, stdout, stderr } = await this.#exec(line.commandLine, 'kill');
    stdout.resume();
    stderr.resume();
    stdin.end(line.stdin);
    await ended;
  }

  dial(host: string, port: number, timeoutMs: number): Promise<Duplex> {
    return forwardOut(this.#connection, host, port, timeoutMs);
  }

  close(): Promise<void> {
    this.#isClosing = true;
    return this.#connection.end();
  }

  async #exec(commandLine: string, title: string): Promise<StartedCommand> {
    const lost = (cause?: unknown): HostFailure =>
      new HostFailure('host-lost', { host: this.label, during: title }, { cause });
    const { channel, end } = await this.#openSession(commandLine).catch(error => {
      if (!isRefusal(error)) throw lost(error);
      throw new HostFailure('session-refused', { host: this.label, said: error.message }, { cause: error });
    });
    let drop = (): void => {};
    const ended = new Promise<number | null>((resolve, reject) => {
      const loseCommand = (): void => reject(lost());
      this.#running.add(loseCommand);
      // Without an exit code nobody knows how it ended: the server or the connection went away.
      void end.then(exit => {
        this.#forget(loseCommand);
        if (exit) resolve(exit.code);
        else loseCommand();
      });
      drop = () => {
        this.#forget(loseCommand);
        channel.destroy();
        loseCommand();
      };
    });
    return { stdin: channel, stdout: channel, stderr: channel.stderr, ended, drop };
  }

  /**
   * Opens a session. A server that has room for fewer than usual (MaxSessions) refuses the others: then fewer are asked for at
   * once, and this one waits until another of ours has ended. One that refuses while none of ours runs is still busy with ending
   * them, or has room for none.
   */
  async #openSession(commandLine: string): Promise<Session> {
    for (let refusals = 0; ; ) {
      try {
        return await new Promise<Session>((resolve, reject) => {
          this.#connection.client.exec(commandLine, (error, channel) => {
            if (error) reject(error);
            else resolve({ channel, end: endOf(channel) });
          });
        });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (this.#running.size > 0) {
          this.#gate.narrow(this.#running.size);
          await new Promise<void>(resolve => this.#waiting.add(resolve));
        } else {
          refusals++;
          if (refusals > PATIENCE) throw error;
          await pause(Math.min(refusals * 20, 200));
        }
      }
    }
  }

  #forget(loseCommand: () => void): void {
    this.#running.delete(loseCommand);
    this.#wakeUp();
  }

  #wakeUp(): void {
    for (const wakeUp of this.#waiting) wakeUp();
    this.#waiting.clear();
  }
}

/** A command's channel, and its end; undefined for one without an exit code. */
interface Session {
  channel: ClientChannel;
  end: Promise<{ code: number | null } | undefined>;
}

/** To be asked in the callback that gives the channel: a command that ends at once says so in the same packet. */
function endOf(channel: ClientChannel): Session['end'] {
  return new Promise(resolve => {
    let exit: { code: number | null } | undefined;
    channel.on('exit', (code: number | null) => {
      exit = { code };
    });
    channel.on('close', () => resolve(exit));
  });
}

/** Did the server answer, and say no (RFC 4254, 5.1)? A lost connection has no reason. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'reason' in error && error.reason !== undefined;
}

import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { explainDialError } from '../explain-dial-error.ts';
import { HostFailure } from '../host-failure.ts';

/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED (RFC 4254, 5.1): what sshd answers when forwarding is switched off. */
const PROHIBITED = 1;

/**
 * Opens a TCP connection from an SSH server to an address. It needs no tools there, and sshd does not count it as a session.
 * sshd waits as long as its kernel does for an answer, so the time limit is ours: a channel that comes later is closed.
 * Throws `tunnel-failed` with its reason, `ssh-forwarding-forbidden`, or the signal's reason.
 */
export function forwardOut(
  { client, label: host }: { client: Client; label: string },
  address: string,
  port: number,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Duplex> {
  const target = `${address}:${port}`;
  return new Promise((resolve, reject) => {
    let late = false;
    const giveUp = (why: unknown): void => {
      late = true;
      settle();
      reject(why);
    };
    const timer = setTimeout(
      () => giveUp(new HostFailure('tunnel-failed', { host, target, reason: 'timeout', said: '' })),
      timeoutMs,
    );
    const onAbort = (): void => giveUp(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAnswer = (
      error: (Error & { reason?: number | string }) | undefined,
      channel: ClientChannel,
    ): void => {
      settle();
      if (late) channel?.destroy();
      else if (!error) resolve(asSocket(channel));
      else if (error.reason === PROHIBITED)
        reject(new HostFailure('ssh-forwarding-forbidden', { host, target }));
      else if (error.reason === undefined) reject(new HostFailure('host-lost', { host, during: target }));
      else reject(explainDialError(host, target, '', error.message.replace(/^.*open failure: /, '')));
    };
    try {
      client.forwardOut('127.0.0.1', 0, address, port, onAnswer);
    } catch (error) {
      settle();
      reject(new HostFailure('host-lost', { host, during: target }, { cause: error }));
    }
  });
}

/**
 * A channel as those who take it for a socket need it. A socket closes when the other side has; a channel would stay half open,
 * and whoever waits for its end would wait for ever. ioredis calls two methods on it; there is nothing to set.
 */
function asSocket(channel: ClientChannel): Duplex {
  channel.once('end', () => channel.destroy());
  return Object.assign(channel, { setNoDelay: () => channel, setKeepAlive: () => channel });
}

import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import { explainDialError } from '../explain-dial-error.ts';
import { HostFailure } from '../host-failure.ts';

/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED (RFC 4254, 5.1): what sshd answers when forwarding is switched off. */
const PROHIBITED = 1;

/**
 * Opens a TCP connection from an SSH server to an address. It needs no tools there, and sshd does not count it as a session.
 * sshd waits as long as its kernel does for an answer, so the time limit is ours: a channel that comes later is closed.
 * Throws `tunnel-failed` with its reason, or `ssh-forwarding-forbidden`.
 */
export function forwardOut(
  { client, label: host }: { client: Client; label: string },
  address: string,
  port: number,
  timeoutMs: number,
): Promise<Duplex> {
  const target = `${address}:${port}`;
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(new HostFailure('tunnel-failed', { host, target, reason: 'timeout', said: '' }));
    }, timeoutMs);
    const onAnswer = (
      error: (Error & { reason?: number | string }) | undefined,
      channel: ClientChannel,
    ): void => {
      clearTimeout(timer);
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
      clearTimeout(timer);
      reject(new HostFailure('host-lost', { host, during: target }, { cause: error }));
    }
  });
}

/** ioredis calls these two on what it takes for a socket; a channel has nothing to set. */
function asSocket(channel: ClientChannel): Duplex {
  return Object.assign(channel, { setNoDelay: () => channel, setKeepAlive: () => channel });
}

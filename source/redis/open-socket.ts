import { connect as connectTcp, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import type { ConnectAttempt } from './connect-attempt.ts';
import { explainSocketError, explainTlsError } from './connection-failure.ts';
import type { ConnectionOptions, Dial } from './node-connection.ts';

interface OpenSocketOptions extends Pick<ConnectionOptions, 'tls' | 'dial' | 'natMap'> {
  attempt: ConnectAttempt;
}

/** Milliseconds without traffic after which TCP asks whether the peer still lives: a dead peer is found while nothing is sent. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Opens the byte stream to a node, over TCP or `dial`, to where the NAT map says, with TLS on it where asked for.
 * @throws {Failure} what stood in the way, in the terms of connection-failure.ts; the attempt's own when its time is over
 */
export async function openSocket(address: NodeAddress, options: OpenSocketOptions): Promise<Duplex> {
  const { attempt } = options;
  const { signal } = attempt;
  signal.throwIfAborted();
  let stream: Duplex;
  try {
    const way = options.natMap?.dialled(address) ?? address;
    stream = await (options.dial ? dialByCaller(options.dial, way, signal) : dialTcp(way, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw explainSocketError(error, address);
  }
  if (!options.tls) return stream;
  attempt.stage = 'tls';
  try {
    return await wrapInTls(stream, address, options.tls, signal);
  } catch (error) {
    stream.destroy();
    signal.throwIfAborted();
    throw explainTlsError(error, address);
  }
}

/** Does a TLS handshake succeed there? Redis on a TLS port closes a plain connection without a word. */
export async function speaksTls(
  address: NodeAddress,
  { dial, natMap }: Pick<ConnectionOptions, 'dial' | 'natMap'>,
  attempt: ConnectAttempt,
): Promise<boolean> {
  try {
    const socket = await openSocket(address, { dial, natMap, attempt, tls: { rejectUnauthorized: false } });
    socket.on('error', () => undefined).destroy();
    return true;
  } catch {
    return false;
  }
}

/** A plain TCP connection to a node; rejects with Node's own error, or with the signal's reason. */
export function dialTcp({ host, port }: NodeAddress, signal: AbortSignal): Promise<Duplex> {
  const socket = connectTcp({
    host,
    port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
  return settled(socket, 'connect', signal);
}

/** A dial of the caller's, which may not heed the signal: what it opens too late is closed. */
async function dialByCaller(dial: Dial, address: NodeAddress, signal: AbortSignal): Promise<Duplex> {
  const dialing = dial(address, signal);
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason);
      dialing.then(
        late => late.on('error', () => undefined).destroy(),
        () => undefined,
      );
    });
  });
  return Promise.race([dialing, aborted]);
}

async function wrapInTls(
  stream: Duplex,
  { host }: NodeAddress,
  { serverName, ...certificates }: NonNullable<ConnectionOptions['tls']>,
  signal: AbortSignal,
): Promise<Duplex> {
  const name = serverName ?? (isIP(host) ? undefined : host);
  // Node itself takes 5 ms to load it.
  const { connect: connectTls } = await import('node:tls');
  const socket = connectTls({
    ...certificates,
    socket: stream,
    // Without a name Node checks the certificate against `host`, which is right for IP addresses; they are no names for SNI.
    host,
    ...(name === undefined ? {} : { servername: name }),
  });
  stream.on('error', error => socket.destroy(error));
  return settled(socket, 'secureConnect', signal);
}

/** Resolves with the stream at its event; rejects at an error, an early close, or the signal, and then destroys it. */
function settled(stream: Duplex, event: string, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const cleanUp = () => {
      stream.off(event, onOpen).off('error', onError).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: unknown) => {
      cleanUp();
      // Errors that follow have nobody left to hear them.
      stream.on('error', () => {});
      stream.destroy();
      reject(error);
    };
    const onOpen = () => {
      cleanUp();
      resolve(stream);
    };
    const onError = (error: Error) => fail(error);
    const onClose = () => fail(new Error('closed by the other side'));
    const onAbort = () => fail(signal.reason);
    stream.on(event, onOpen).on('error', onError).on('close', onClose);
    signal.addEventListener('abort', onAbort);
  });
}

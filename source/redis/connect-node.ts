import type { Socket } from 'node:net';
import { AbstractConnector, Redis } from 'ioredis';
import { formatAddress, type NodeAddress } from '../cluster/address.ts';
import { ConnectAttempt } from './connect-attempt.ts';
import { ConnectionFailure } from './connection-failure.ts';
import { explainEarlyEnd } from './explain-early-end.ts';
import { greeting, judgeGreeting } from './greet-node.ts';
import type { ConnectionOptions, NodeConnection } from './node-connection.ts';
import { openSocket, speaksTls } from './open-socket.ts';
import { ReplyStream } from './reply-stream.ts';
import { TypedConnection } from './typed-connection.ts';

/**
 * Connects to one node: TCP or `dial`, TLS, the password, and a PING, all within `connectTimeoutMs`.
 *
 * @throws {ConnectionFailure} what stood in the way, by name (words/failure-facts.ts, "reaching a node");
 *   `interrupted` when `options.signal` was aborted; a failure of `dial` as it is
 */
export async function connectNode(
  address: NodeAddress,
  options: ConnectionOptions = {},
): Promise<NodeConnection> {
  const attempt = new ConnectAttempt(address, options);
  try {
    const { redis, stream } = await openRedis(address, options, attempt);
    const connection = new TypedConnection(address, redis, stream);
    attempt.signal.addEventListener('abort', () => connection.close());
    attempt.stage = 'answer';
    await greet(connection, stream, options, attempt);
    return connection;
  } catch (error) {
    attempt.signal.throwIfAborted();
    throw error;
  } finally {
    attempt.end();
  }
}

interface OpenRedis {
  redis: Redis;
  stream: ReplyStream;
}

/** An ioredis client on a stream of ours, that neither reconnects nor resends nor queues while there is no connection. */
async function openRedis(
  address: NodeAddress,
  { tls, dial, natMap }: ConnectionOptions,
  attempt: ConnectAttempt,
): Promise<OpenRedis> {
  let opened: ReplyStream | undefined;

  class TypedConnector extends AbstractConnector {
    constructor() {
      super(0);
    }

    override async connect(): Promise<Socket> {
      const socket = await openSocket(address, { tls, dial, natMap, attempt });
      opened = new ReplyStream(socket, formatAddress(address));
      // ioredis asks for a Socket; of what Duplex has not it uses setNoDelay and setKeepAlive alone.
      this.stream = opened as unknown as Socket;
      return this.stream;
    }

    override disconnect(): void {
      opened?.destroy();
    }
  }

  const redis = new Redis({
    host: address.host,
    port: address.port,
    Connector: TypedConnector,
    lazyConnect: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    // The greeting is ours: ioredis writes warnings about passwords to the console.
    protocol: 2,
    disableClientInfo: true,
  });
  // Without a listener ioredis prints errors; what they say reaches the caller by the promises.
  redis.on('error', () => {});
  await redis.connect();
  if (!opened) throw new Error('ioredis connected without its connector');
  return { redis, stream: opened };
}

/** Says the greeting and waits for its answers; closes the connection when the node does not let us in. */
async function greet(
  connection: TypedConnection,
  stream: ReplyStream,
  options: ConnectionOptions,
  attempt: ConnectAttempt,
): Promise<void> {
  const { address } = connection;
  const commands = greeting(options);
  const answers = await Promise.allSettled(commands.map(command => connection.send(command)));
  const replies = answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value.reply] : []));
  let failure = judgeGreeting(commands, replies, address, options);
  if (!failure && replies.length === commands.length) return;
  connection.close();
  failure ??= explainEarlyEnd(address, options, connection.endedBy, stream.lastWord);
  if (failure.id === 'closed-at-once' && !options.tls && (await speaksTls(address, options, attempt))) {
    failure = new ConnectionFailure('tls-expected', { node: formatAddress(address) });
  }
  throw failure;
}

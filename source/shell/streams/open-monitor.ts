import type { Feed } from '../../redis/feed.ts';
import type { NodeConnection, TimedReply } from '../../redis/node-connection.ts';
import type { Reply } from '../../redis/reply.ts';

export interface MonitorListener {
  /** A command that some client has sent to the node. */
  onLine(reply: Reply): void;
  /** Everything that has arrived was handed on. */
  onRest(): void;
  /** The connection ended, for whatever reason. */
  onEnd(): void;
}

/** Sends MONITOR over a connection of its own; the first reply is its answer, all others are lines. @throws {Failure} when it ends before */
export function openMonitor(
  connection: NodeConnection,
  listener: MonitorListener,
): Promise<{ answer: TimedReply; feed: Pick<Feed, 'pause' | 'resume'> }> {
  const sent = performance.now();
  return new Promise((resolve, reject) => {
    let isAnswered = false;
    const feed = connection.openFeed({
      onReply(reply) {
        if (isAnswered) listener.onLine(reply);
        else resolve({ answer: { reply, ms: performance.now() - sent }, feed });
        isAnswered = true;
      },
      onRest: () => listener.onRest(),
      onEnd(why) {
        reject(why);
        listener.onEnd();
      },
    });
    feed.send(['MONITOR']);
  });
}

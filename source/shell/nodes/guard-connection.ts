import type { Failure } from '../../cluster/failure.ts';
import type { NodeConnection } from '../../redis/node-connection.ts';

/**
 * The same connection with a guard before it: a command that `refuse` gives a reason for is not sent, and its promise rejects
 * with the reason. Whoever sends, the prompt, a task or a part not written yet, passes here. It gives no channels: what
 * goes through one is bytes already.
 */
export function guardConnection(
  connection: NodeConnection,
  refuse: (args: readonly (string | Buffer)[]) => Failure | undefined,
): NodeConnection {
  return {
    get address() {
      return connection.address;
    },
    get localAddress() {
      return connection.localAddress;
    },
    get closed() {
      return connection.closed;
    },
    async send(args, onArriving) {
      const refusal = refuse(args);
      if (refusal) throw refusal;
      return connection.send(args, onArriving);
    },
    openChannel() {
      throw new Error('a guarded connection has no channels');
    },
    openFeed: listener => connection.openFeed(listener),
    onPush: listener => connection.onPush(listener),
    onClose: listener => connection.onClose(listener),
    close: () => connection.close(),
  };
}

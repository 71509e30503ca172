import type { NodeAddress } from '../../cluster/address.ts';
import { toFailure } from '../../cluster/failure.ts';
import type { TimedReply } from '../../redis/node-connection.ts';
import { tellInOrder } from '../targets/tell-in-order.ts';
import type { Asked, NodeAnswer } from './events/answer-events.ts';
import type { TaskCall } from './task.ts';

/** Milliseconds that answers wait for each other, to be told in the order of their nodes. */
const MOMENT_MS = 250;

/**
 * Sends one command to each node, all at once, and tells each answer; resolves with all of them. Never rejects.
 * @param ms milliseconds that each may take
 */
export async function askAndTell(
  call: TaskCall,
  args: readonly (string | Buffer)[],
  ms: number,
  tell: (answer: NodeAnswer, asked: Asked) => void,
): Promise<NodeAnswer[]> {
  const { connections, nodes, signal } = call;
  const asked: Asked = {
    args: args.map(arg => Buffer.from(arg)),
    nodes: nodes.map(node => node.address),
  };
  const answers = nodes.map(node => answerOf(node.address, () => connections.ask(node, args, ms)));
  await tellInOrder(answers, MOMENT_MS, answer => {
    // That a node was not waited for any longer is no news to who stopped it.
    if (!(signal.aborted && 'failure' in answer)) tell(answer, asked);
  });
  return Promise.all(answers);
}

/** What a node answers, or why it does not: that is an answer too. Never rejects. */
export async function answerOf(node: NodeAddress, ask: () => Promise<TimedReply>): Promise<NodeAnswer> {
  const started = performance.now();
  try {
    return { node, ...(await ask()) };
  } catch (thrown) {
    return { node, failure: toFailure(thrown).data, ms: performance.now() - started };
  }
}

import { toFailure } from '../../cluster/failure.ts';
import type { TargetNode } from '../targets/find-targets.ts';
import { tellInOrder } from '../targets/tell-in-order.ts';
import type { Asked, NodeAnswer } from './events/answer-events.ts';
import type { TaskCall } from './task.ts';

/** Milliseconds that answers wait for each other, to be told in the order of their nodes. */
const MOMENT_MS = 250;

/** Sends one command to each node, all at once. Never rejects: a node that fails is an answer too. @param ms bound of each */
export function askEach(
  { connections, nodes }: Pick<TaskCall, 'connections' | 'nodes'>,
  args: readonly (string | Buffer)[],
  ms: number,
): Promise<NodeAnswer>[] {
  return nodes.map(node => askOne(node));

  async function askOne(node: TargetNode): Promise<NodeAnswer> {
    const started = performance.now();
    try {
      return { node: node.address, ...(await connections.ask(node, args, ms)) };
    } catch (thrown) {
      return { node: node.address, failure: toFailure(thrown).data, ms: performance.now() - started };
    }
  }
}

/** As `askEach`, and each answer is told; resolves with all of them. @param shown the command as it may be shown */
export async function askAndTell(
  call: TaskCall,
  args: readonly (string | Buffer)[],
  ms: number,
  tell: (answer: NodeAnswer, asked: Asked) => void,
): Promise<NodeAnswer[]> {
  const { nodes, signal } = call;
  const asked: Asked = {
    args: args.map(arg => Buffer.from(arg)),
    nodes: nodes.map(node => node.address),
  };
  const answers = askEach(call, args, ms);
  await tellInOrder(answers, MOMENT_MS, answer => {
    // That a node was not waited for any longer is no news to who stopped it.
    if (!(signal.aborted && 'failure' in answer)) tell(answer, asked);
  });
  return Promise.all(answers);
}

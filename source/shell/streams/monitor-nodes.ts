import { refuseCommand } from '../../redis/refuse-command.ts';
import { answerOf } from '../tasks/ask-and-tell.ts';
import type { TaskCall } from '../tasks/task.ts';
import type { Streams } from './streams.ts';

/** `@masters MONITOR`: begins to monitor each of the nodes, all at once, and tells what each answers. */
export async function monitorNodes(streams: Streams, { args, nodes, emit }: TaskCall): Promise<void> {
  const refusal = streams.isHeard ? undefined : refuseCommand(args);
  if (refusal) throw refusal;
  const asked = { args, nodes: nodes.map(({ address }) => address) };
  await Promise.all(
    nodes.map(async ({ address }) => {
      const answer = await answerOf(address, () => streams.monitor(address));
      emit({ type: 'node-answered', asked, ...answer });
    }),
  );
}

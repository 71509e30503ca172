import { askNode } from './ask-node.ts';
import { type Failure, toFailure } from './failure.ts';
import type { OpenNodeClient } from './node-client.ts';
import type { NodeCommand } from './node-command.ts';

/** A command that was sent, and why it was refused, if it was. */
export interface SentCommand {
  command: NodeCommand;
  failure?: Failure;
}

/** Sends commands one after the other, each over a connection of its own; one that fails does not keep the next back. */
export async function sendInTurn(
  commands: readonly NodeCommand[],
  open: OpenNodeClient,
  signal?: AbortSignal,
): Promise<SentCommand[]> {
  const sent: SentCommand[] = [];
  for (const command of commands) {
    signal?.throwIfAborted();
    try {
      const client = await open(command.node, signal);
      await askNode(client, command.args).finally(() => client.close());
      sent.push({ command });
    } catch (thrown) {
      sent.push({ command, failure: toFailure(thrown) });
    }
  }
  return sent;
}

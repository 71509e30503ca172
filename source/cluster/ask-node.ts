import { formatAddress } from './address.ts';
import { ClusterFailure } from './cluster-failure.ts';
import type { ExitCode } from './failure.ts';
import { Failure } from './failure.ts';
import type { NodeClient, PlainReply } from './node-client.ts';

/**
 * One command to one node, an error reply turned into a failure that names both.
 * @throws ClusterFailure `command-refused`; the client's own failures as they are
 */
export async function askNode(
  client: NodeClient,
  args: readonly (string | number)[],
  exitCode: ExitCode = 1,
): Promise<PlainReply> {
  try {
    return await client.call(...args);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const text = error instanceof Error ? error.message : String(error);
    const facts = { node: formatAddress(client.address), command: args.join(' '), error: text };
    throw new ClusterFailure('command-refused', facts, { exitCode, cause: error });
  }
}

/** Is this a node's answer that it is still loading its data? */
export function isLoading(error: unknown): boolean {
  if (!(error instanceof Failure)) return false;
  const { id, facts } = error.data;
  return id === 'node-loading' || (id === 'command-refused' && facts.error.startsWith('LOADING'));
}

/** The value of a configuration directive; undefined where the node does not let us read it, or does not know it. */
export async function readDirective(client: NodeClient, name: string): Promise<string | undefined> {
  try {
    const reply = await client.call('CONFIG', 'GET', name);
    const value = Array.isArray(reply) ? reply[1] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch (error) {
    if (error instanceof Failure) throw error;
    return undefined;
  }
}

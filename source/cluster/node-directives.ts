import { readDirective } from './ask-node.ts';
import type { NodeClient } from './node-client.ts';

/**
 * Directives that nodes of one cluster should have in common, or that say what a crash or a full memory would cost.
 * None of them is a secret.
 */
const LOOKED_AT = [
  'appendonly',
  'save',
  'maxmemory',
  'maxmemory-policy',
  'cluster-node-timeout',
  'cluster-require-full-coverage',
  'cluster-allow-reads-when-down',
  'cluster-replica-validity-factor',
  'cluster-migration-barrier',
  'min-replicas-to-write',
  'protected-mode',
] as const;

export type DirectiveName = (typeof LOOKED_AT)[number];

/** The values of a node's directives, as `CONFIG GET` has them; without those that it does not know or does not show. */
export type NodeDirectives = ReadonlyMap<DirectiveName, string>;

/** Reads what a node is configured to do; changes nothing. @throws {Failure} when the node does not answer */
export async function readDirectives(client: NodeClient): Promise<NodeDirectives> {
  const values = await Promise.all(LOOKED_AT.map(name => readDirective(client, name)));
  const known = new Map<DirectiveName, string>();
  for (const [index, name] of LOOKED_AT.entries()) {
    const value = values[index];
    if (value !== undefined) known.set(name, value);
  }
  return known;
}

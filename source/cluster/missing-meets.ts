import { isIP } from 'node:net';
import { isLinked, knows, lineOf } from './mutual-knowledge.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';

/** How many others each node is introduced to; gossip does the rest. */
const INTRODUCTIONS = 5;

/**
 * The MEETs that are missing. Each node is introduced to five others spread evenly round the ring of all nodes (measured: with
 * everybody introduced to one node alone the word takes many times longer to get round). When these pairs know each other
 * and others still do not, those are introduced directly.
 */
export function missingMeets(facts: readonly NodeFacts[]): NodeCommand[] {
  const pairs = (offsets: readonly number[]) =>
    facts.flatMap((node, index) =>
      offsets.flatMap(offset => {
        const other = facts[(index + offset) % facts.length];
        return other && needsMeet(node, other) ? [meet(node, other)] : [];
      }),
    );
  const others = facts.length - 1;
  const introductions = Math.min(INTRODUCTIONS, others);
  const spread = Array.from({ length: introductions }, (_, index) =>
    introductions === 1 ? 1 : 1 + Math.round((index * (others - 1)) / (introductions - 1)),
  );
  const onRing = pairs(spread);
  return onRing.length > 0 ? onRing : pairs(Array.from({ length: others }, (_, index) => index + 1));
}

/** Not known, or known at an address where it is not reached any more. */
function needsMeet(node: NodeFacts, other: NodeFacts): boolean {
  if (!knows(node, other)) return true;
  return !isLinked(node, other) && lineOf(node, other)?.address.host !== meetHost(other);
}

function meet(node: NodeFacts, other: NodeFacts): NodeCommand {
  const { port } = other.address;
  const { busPort } = other.own;
  const args = ['CLUSTER', 'MEET', meetHost(other), port, ...(busPort === port + 10_000 ? [] : [busPort])];
  return { kind: 'meet', node: node.address, args, text: args.join(' '), peer: other.address };
}

/** MEET takes no names: for a node that is reached by one, the address that it announces. */
function meetHost({ address, own }: NodeFacts): string {
  return isIP(address.host) || !own.address.host ? address.host : own.address.host;
}

import { isIP } from 'node:net';
import { formatAddress } from './address.ts';
import { readDirective } from './ask-node.ts';
import { ClusterFailure } from './cluster-failure.ts';
import type { Failure } from './failure.ts';
import { isLinked } from './mutual-knowledge.ts';
import type { NodeClient } from './node-client.ts';
import type { NodeFacts } from './node-facts.ts';

/** Gives the client of one of the nodes, for what has to be asked once more. */
export type ClientOf = (node: NodeFacts) => Promise<NodeClient>;

/**
 * Why the nodes do not become a cluster that can be used, as far as they tell: the first cause that explains the others.
 * @param refused what a node refused on the way, told when nothing else explains it
 */
export async function nameCause(
  facts: readonly NodeFacts[],
  clientOf: ClientOf,
  refused: Failure | undefined,
): Promise<Failure> {
  return (
    (await wrongAnnouncement(facts, clientOf)) ??
    blockedBus(facts) ??
    (await brokenReplication(facts, clientOf)) ??
    refused ??
    disagreement(facts)
  );
}

/** A node that nobody can hold a link to announces an address that is not its own. */
async function wrongAnnouncement(
  facts: readonly NodeFacts[],
  clientOf: ClientOf,
): Promise<Failure | undefined> {
  for (const node of facts) {
    if (facts.every(other => other === node || isLinked(other, node))) continue;
    const { host, port } = node.address;
    const configured = Number((await readDirective(await clientOf(node), 'cluster-port')) ?? 0);
    const announced = node.own.address.host || host;
    const expected = isIP(host) ? host : announced;
    const seen = `${announced}:${node.own.address.port}@${node.own.busPort}`;
    const right = `${expected}:${port}@${configured || port + 10_000}`;
    if (seen === right) continue;
    return new ClusterFailure('announced-address-wrong', {
      node: formatAddress(node.address),
      announced: seen,
      expected: right,
    });
  }
  return undefined;
}

/** Who does not know another in spite of every MEET, or has no link to it, cannot reach its bus port. */
function blockedBus(facts: readonly NodeFacts[]): Failure | undefined {
  const links = facts.flatMap(to =>
    facts
      .filter(from => from !== to && !isLinked(from, to))
      .map(from => ({
        from: formatAddress(from.address),
        to: formatAddress(to.address),
        bus: formatAddress({ host: to.address.host, port: to.own.busPort }),
      })),
  );
  return links.length > 0 ? new ClusterFailure('bus-port-blocked', { links }) : undefined;
}

async function brokenReplication(
  facts: readonly NodeFacts[],
  clientOf: ClientOf,
): Promise<Failure | undefined> {
  for (const node of facts) {
    if (node.own.role !== 'replica' || node.masterLink === 'up') continue;
    const master = facts.find(({ own }) => own.id === node.own.masterId);
    if (!master) continue;
    const names = { replica: formatAddress(node.address), master: formatAddress(master.address) };
    const given = await readDirective(await clientOf(node), 'masterauth');
    const wanted = await readDirective(await clientOf(master), 'requirepass');
    if (wanted && given !== undefined && given !== wanted) {
      return new ClusterFailure('masterauth-wrong', { ...names, missing: given === '' });
    }
    return new ClusterFailure('replica-link-down', names);
  }
  return undefined;
}

function disagreement(facts: readonly NodeFacts[]): Failure {
  const nodes = facts.map(({ address, state }) => ({ node: formatAddress(address), state }));
  return new ClusterFailure('cluster-not-agreed', { nodes });
}

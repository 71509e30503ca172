import { formatAddress } from '../cluster/address.ts';
import { parseNodeTable } from '../cluster/node-table.ts';
import type { NodeAsker } from './ask-nodes.ts';
import type { Ground } from './ground.ts';
import type { Lesson } from './lesson.ts';
import { LessonFailure } from './lesson-failure.ts';
import { nameNodes } from './node-names.ts';
import { sampleNodes } from './sample-nodes.ts';
import type { NamedNode } from './stage.ts';

/**
 * The nodes of a ground with the names that they keep for this lesson. What lessons say of slots and owners is true of slots
 * shared out evenly, so a cluster where they have been moved is not fit, either.
 * @throws {Failure} `lesson-cluster-unfit` (exit 3) when the lesson needs a node that is not there, or the cluster is not well
 */
export async function bindNodes(lesson: Lesson, ground: Ground, asker: NodeAsker): Promise<NamedNode[]> {
  const { id, cluster } = lesson;
  const needed = sampleNodes(cluster).map(nameWithSlots);
  const nodes = cluster.joined ? await joinedNodes(ground, asker) : await looseNodes(ground, asker);
  const present = nodes.map(nameWithSlots);
  const isThere = needed.every(node => present.includes(node));
  const state = cluster.joined ? await stateOf(ground, asker) : 'ok';
  if (isThere && state === 'ok') return nodes;
  const found = isThere ? `cluster_state:${state}` : [...present].sort().join(', ');
  const facts = { lesson: id, cluster: ground.name, needs: needed.join(', '), found };
  throw new LessonFailure('lesson-cluster-unfit', facts, { exitCode: 3 });
}

function nameWithSlots({ name, slots }: NamedNode): string {
  return slots === '' ? name : `${name} ${slots}`;
}

async function joinedNodes({ seeds }: Ground, asker: NodeAsker): Promise<NamedNode[]> {
  for (const seed of seeds) {
    const text = await asker.ask(seed, 'CLUSTER', 'NODES');
    if (text === undefined) continue;
    const usable = parseNodeTable(String(text)).nodes.filter(
      ({ flags }) => !flags.some(flag => ['fail', 'fail?', 'handshake', 'noaddr'].includes(flag)),
    );
    // A node may not know its own address; the one that it was asked at will do.
    return nameNodes(usable.map(node => (node.address.host === '' ? { ...node, address: seed } : node)));
  }
  return [];
}

/** Nodes that do not know each other: each tells of itself. */
async function looseNodes({ seeds }: Ground, asker: NodeAsker): Promise<NamedNode[]> {
  const lines = await Promise.all(
    seeds.map(async address => {
      const text = await asker.ask(address, 'CLUSTER', 'NODES');
      const own = parseNodeTable(String(text ?? '')).nodes.find(({ myself }) => myself);
      return own && { ...own, address };
    }),
  );
  return nameNodes(lines.filter(line => line !== undefined));
}

async function stateOf({ seeds }: Ground, asker: NodeAsker): Promise<string> {
  const nodes = seeds.map(address => ({ ...NOBODY, name: formatAddress(address), address }));
  const states = (await asker.witnesses(nodes)).map(({ state }) => state);
  return states.find(state => state !== 'ok') ?? (states.length > 0 ? 'ok' : '-');
}

const NOBODY = { byPort: '', id: '', slots: '' };

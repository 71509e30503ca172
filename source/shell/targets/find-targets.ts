import { formatAddress, parseAddress, sameAddress } from '../../cluster/address.ts';
import { keySlot } from '../../cluster/key-slot.ts';
import { slotOwner } from '../../cluster/slot-owners.ts';
import type { ClusterView, NodeView } from '../session.ts';
import { ShellFailure } from '../shell-failure.ts';
import { parseTarget, type Target } from './target.ts';

/** A node that is asked. A server that is no cluster has neither id nor letter. */
export type TargetNode = Pick<NodeView, 'id' | 'address' | 'role' | 'letter'>;

/** Digits of a node id that are enough to mean it. */
const SHORTEST_ID = 6;

/**
 * The nodes that a target means, each once, masters before their replicas and by letter. A capital letter is a master, a
 * small one all replicas of it, `b2` its second; a number is a port; else an address (IPv6 with or without brackets), a host
 * name with a port, or a node id (six digits of it are enough).
 * @throws {ShellFailure} `target-unknown`, `target-ambiguous` for a name of several nodes, `target-empty` for a group of none
 */
export function findTargets(word: Buffer, view: ClusterView): readonly TargetNode[] {
  const nodes = askableNodes(view);
  const shown = word.toString();
  const found = parseTarget(word).flatMap(target => nodesOf(target, nodes, view, shown));
  return nodes.filter(node => found.some(one => sameAddress(one.address, node.address)));
}

/** Every node that can be asked: those whose address is known; the server itself where there is no cluster. */
export function askableNodes(view: ClusterView): readonly TargetNode[] {
  if (view.state !== 'standalone') return view.nodes.filter(node => node.address.port !== 0);
  const role = view.server?.replicaOf ? 'replica' : 'master';
  return view.current ? [{ id: '', address: view.current, role, letter: '' }] : [];
}

/** Masters that have slots; the server itself where there is no cluster, be it a replica. */
export function servingMasters(view: ClusterView): readonly TargetNode[] {
  const nodes = askableNodes(view);
  if (view.state === 'standalone') return nodes;
  return nodes.filter(node => node.role === 'master' && node.letter !== '');
}

/** Words that may stand behind an `@`, for whoever asks what there is; long clusters are cut short. */
export function targetChoices(view: ClusterView): string[] {
  const letters = servingMasters(view).map(node => node.letter);
  const replicas = askableNodes(view).filter(node => node.role === 'replica');
  const small = [...new Set(replicas.map(node => node.letter.toLowerCase()))];
  const first = [...letters, ...small].filter(letter => letter !== '').map(letter => `@${letter}`);
  const groups = [
    ...(withRole('master', servingMasters(view)).length > 0 ? ['@masters'] : []),
    ...(replicas.length > 0 ? ['@replicas'] : []),
    '@all',
  ];
  return [...first.slice(0, 12), ...groups, '@owner(key)', '@PORT', '@HOST:PORT'];
}

/** @throws {ShellFailure} when there are none */
function nodesOf(
  target: Target,
  nodes: readonly TargetNode[],
  view: ClusterView,
  shown: string,
): readonly TargetNode[] {
  switch (target.kind) {
    case 'all':
      return filled(nodes, view, shown);
    case 'masters':
      // A server that is no cluster may be a replica: its master is not asked from here.
      return filled(withRole('master', servingMasters(view)), view, shown);
    case 'replicas':
      return filled(withRole('replica', nodes), view, shown);
    case 'owner':
      return [ownerOf(target.key, nodes, view, shown)];
    case 'named': {
      const found = named(target.name, nodes, view);
      if (found.length > 0) return found;
      const facts = { target: `@${target.name}`, choices: targetChoices(view) };
      throw new ShellFailure('target-unknown', facts);
    }
  }
}

function withRole(role: TargetNode['role'], nodes: readonly TargetNode[]): readonly TargetNode[] {
  return nodes.filter(node => node.role === role);
}

function filled(nodes: readonly TargetNode[], { server }: ClusterView, shown: string): readonly TargetNode[] {
  if (nodes.length > 0) return nodes;
  const master = server?.replicaOf && formatAddress(server.replicaOf);
  throw new ShellFailure('target-empty', { target: shown, ...(master !== undefined && { master }) });
}

function ownerOf(key: Buffer, nodes: readonly TargetNode[], view: ClusterView, shown: string): TargetNode {
  const slot = keySlot(key);
  const owner = slotOwner(view.nodes, slot);
  const asked = view.state === 'standalone' ? nodes[0] : nodes.find(node => node.id === owner?.id);
  if (!asked) throw new ShellFailure('target-without-owner', { target: shown, slot });
  return asked;
}

function named(name: string, nodes: readonly TargetNode[], view: ClusterView): readonly TargetNode[] {
  const byLetter = lettered(name, nodes);
  if (byLetter.length > 0) return byLetter;
  const found = /^\d{1,5}$/.test(name)
    ? nodes.filter(node => String(node.address.port) === name)
    : [...addressed(name, nodes, view), ...withId(name, nodes)];
  if (found.length > 1) {
    const names = found.map(node => formatAddress(node.address));
    throw new ShellFailure('target-ambiguous', { target: `@${name}`, nodes: names });
  }
  return found;
}

/** `B`: the master; `b`: its replicas; `b2`: the second of them. */
function lettered(name: string, nodes: readonly TargetNode[]): readonly TargetNode[] {
  if (/^[A-Z]+$/.test(name)) return nodes.filter(node => node.role === 'master' && node.letter === name);
  const [, letter, number] = /^([a-z]+)(\d*)$/.exec(name) ?? [];
  if (letter === undefined) return [];
  const replicas = nodes.filter(node => node.role === 'replica' && node.letter === letter.toUpperCase());
  return number ? replicas.slice(Number(number) - 1, Number(number)) : replicas;
}

/** By the address it announces, or its host name. */
function addressed(name: string, nodes: readonly TargetNode[], view: ClusterView): readonly TargetNode[] {
  const address = parseAddress(name);
  if (!address) return [];
  const hostnames = new Map(view.nodes.map(node => [node.id, node.hostname]));
  return nodes.filter(
    node =>
      node.address.port === address.port &&
      (node.address.host === address.host || hostnames.get(node.id) === address.host),
  );
}

function withId(name: string, nodes: readonly TargetNode[]): readonly TargetNode[] {
  return name.length < SHORTEST_ID ? [] : nodes.filter(node => node.id.startsWith(name.toLowerCase()));
}

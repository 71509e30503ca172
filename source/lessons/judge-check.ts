import type { ClusterNode } from '../cluster/node-table.ts';
import { countSlots, type SlotRange } from '../cluster/slot-ranges.ts';
import type { Check } from './lesson.ts';
import { nodeNamed } from './node-names.ts';
import type { NamedNode } from './stage.ts';

/** What a node says of the cluster, when it answers. */
export interface Witness {
  name: string;
  id: string;
  /** `cluster_state`. */
  state: string;
  table: readonly ClusterNode[];
}

/** Does a claim hold, and what was found instead; in the terms of the lesson's file, like the claim itself. */
export interface Verdict {
  holds: boolean;
  found: string;
}

/** Checks that are judged by what all nodes say of the cluster. */
export type WitnessedCheck = Extract<Check, { kind: 'state' | 'node' | 'slot' | 'known' | 'covered' }>;

/** Nobody answered: nothing holds. */
const SILENCE: Verdict = { holds: false, found: '-' };

/** Judges a claim by what the nodes that answered say; placeholders are filled in. Pure. */
export function judgeCheck(
  check: WitnessedCheck,
  witnesses: readonly Witness[],
  nodes: readonly NamedNode[],
): Verdict {
  if (witnesses.length === 0) return SILENCE;
  switch (check.kind) {
    case 'state': {
      const asked = check.by?.map(name => witnessNamed(witnesses, nodes, name)) ?? witnesses;
      const said = asked.map(witness => [witness?.name ?? '?', witness?.state ?? '-'] as const);
      return { holds: said.every(([, state]) => state === check.is), found: inShort(said) };
    }
    case 'node':
      return judgeNode(check, witnesses, nodes);
    case 'slot':
      return judgeSlot(check, witnesses, nodes);
    case 'known': {
      const witness = witnessNamed(witnesses, nodes, check.node);
      const known = witness?.table.filter(({ flags }) => !flags.includes('handshake')).length;
      return { holds: known === check.nodes, found: String(known ?? '-') };
    }
    case 'covered': {
      const said = witnesses.map(({ name, table }) => [name, String(coveredSlots(table))] as const);
      return { holds: said.every(([, slots]) => slots === String(check.slots)), found: inShort(said) };
    }
  }
}

function judgeNode(
  { node: name, is, of }: Extract<Check, { kind: 'node' }>,
  witnesses: readonly Witness[],
  nodes: readonly NamedNode[],
): Verdict {
  const subject = nodeNamed(nodes, name);
  const master = of === undefined ? undefined : nodeNamed(nodes, of);
  const others = witnesses.filter(({ id }) => id !== subject?.id);
  if (others.length === 0) return SILENCE;
  const said = others.map(({ name: by, table }) => {
    const line = table.find(({ id }) => id === subject?.id);
    return { by, line, word: line ? wordFor(line, nodes) : 'unknown' };
  });
  const holds = said.every(({ line }) => {
    if (!line) return false;
    const isFailed = line.flags.includes('fail');
    const isSuspected = line.flags.includes('fail?');
    if (is === 'failed') return isFailed;
    if (is === 'suspected') return isFailed || isSuspected;
    return (
      line.role === is && !isFailed && !isSuspected && (master === undefined || line.masterId === master.id)
    );
  });
  return { holds, found: inShort(said.map(({ by, word }) => [by, word] as const)) };
}

/** `replica of A`, `master, fail`. */
function wordFor({ role, masterId, flags }: ClusterNode, nodes: readonly NamedNode[]): string {
  const master = nodes.find(({ id }) => id === masterId);
  const health = flags.find(flag => flag === 'fail' || flag === 'fail?');
  return [`${role}${master ? ` of ${master.name}` : ''}`, ...(health ? [health] : [])].join(', ');
}

function judgeSlot(
  { slot: text, owner, movingTo }: Extract<Check, { kind: 'slot' }>,
  witnesses: readonly Witness[],
  nodes: readonly NamedNode[],
): Verdict {
  const slot = Number(text);
  const nameOf = (id: string | undefined) => nodes.find(node => node.id === id)?.name ?? id ?? 'nobody';
  const owners = witnesses.map(({ name, table }) => [name, nameOf(ownerIn(table, slot))] as const);
  const target = movingTo === undefined ? undefined : nodeNamed(nodes, movingTo);
  const moves = witnesses.flatMap(({ table }) => {
    const own = table.find(({ myself }) => myself);
    return (own?.migrating ?? []).filter(move => move.slot === slot).map(({ to }) => to);
  });
  const isImported = witnesses.some(
    ({ id, table }) =>
      id === target?.id &&
      table.some(({ myself, importing }) => myself && importing.some(move => move.slot === slot)),
  );
  const holds =
    (owner === undefined || owners.every(([, found]) => found === nodeNamed(nodes, owner)?.name)) &&
    (movingTo === undefined || (isImported && moves.every(to => to === target?.id) && moves.length > 0));
  const moving = moves.length > 0 ? `; moving to ${moves.map(nameOf).join(', ')}` : '';
  return { holds, found: `${inShort(owners)}${moving}` };
}

function ownerIn(table: readonly ClusterNode[], slot: number): string | undefined {
  return table.find(({ slots }) => slots.some(([first, last]) => first <= slot && slot <= last))?.id;
}

function coveredSlots(table: readonly ClusterNode[]): number {
  const ranges: SlotRange[] = table
    .filter(({ flags }) => !flags.includes('fail'))
    .flatMap(({ slots }) => [...slots]);
  return countSlots(ranges);
}

function witnessNamed(
  witnesses: readonly Witness[],
  nodes: readonly NamedNode[],
  name: string,
): Witness | undefined {
  const node = nodeNamed(nodes, name);
  return witnesses.find(({ id }) => id === node?.id);
}

/** `ok` where all say it, `ok (A, B); fail (C)` where they differ. */
function inShort(said: readonly (readonly [by: string, word: string])[]): string {
  const words = [...new Set(said.map(([, word]) => word))];
  if (words.length === 1) return words[0] ?? '';
  return words
    .map(
      word =>
        `${word} (${said
          .filter(([, other]) => other === word)
          .map(([by]) => by)
          .join(', ')})`,
    )
    .join('; ');
}

import type { CheckFinding, OpenSlot } from './check-findings.ts';
import type { ClusterPicture } from './cluster-picture.ts';
import { mostCommon } from './forming-progress.ts';
import { makeFinding } from './make-finding.ts';
import type { NodeFacts } from './node-facts.ts';
import type { ClusterNode } from './node-table.ts';
import { countSlots, formatSlotRange, missingSlots, type SlotRange } from './slot-ranges.ts';

/** Who owns which slots, and who copies whom: do all agree, and is all of it there? */
export function checkSlots(picture: ClusterPicture): CheckFinding[] {
  return [
    checkAgreement(picture, 'slots-agreement', ({ slots }) => slots.map(formatSlotRange).join(' ')),
    checkAgreement(picture, 'roles-agreement', ({ role, masterId }) => `${role} ${masterId ?? ''}`),
    checkOpenSlots(picture),
    checkCoverage(picture),
    checkEpochs(picture),
  ];
}

/** Nodes in handshake are in one table and not in another for a moment; they own nothing. */
function checkAgreement(
  { read, nameOf }: ClusterPicture,
  id: 'slots-agreement' | 'roles-agreement',
  say: (node: ClusterNode) => string,
): CheckFinding {
  const opinionOf = ({ nodes }: NodeFacts) =>
    nodes
      .filter(node => !node.flags.includes('handshake') && say(node) !== '')
      .map(node => `${node.id} ${say(node)}`)
      .sort()
      .join('\n');
  const agreed = mostCommon(read.map(opinionOf));
  const differing = read.filter(facts => opinionOf(facts) !== agreed).map(({ own }) => nameOf(own.id));
  return makeFinding(id, { differing }, differing, 'fail');
}

function checkOpenSlots({ read, nameOf }: ClusterPicture): CheckFinding {
  const open = read.flatMap(({ own }): OpenSlot[] =>
    [
      ...own.migrating.map(({ slot, to }) => openSlot(slot, 'migrating', to)),
      ...own.importing.map(({ slot, from }) => openSlot(slot, 'importing', from)),
    ].map(slot => ({ ...slot, node: nameOf(own.id), peer: nameOf(slot.peer) })),
  );
  return makeFinding(
    'open-slots',
    { open },
    open.map(({ node }) => node),
    'warn',
  );
}

function openSlot(slot: number, state: OpenSlot['state'], peer: string): Omit<OpenSlot, 'node'> {
  return { slot, state, peer };
}

/** A slot counts as covered when a master that answers, or one that nobody calls failed, owns it. */
function checkCoverage({ agreed, nameOf }: ClusterPicture): CheckFinding {
  const isLost = ({ flags }: ClusterNode) => flags.includes('fail') || flags.includes('noaddr');
  const ranges: SlotRange[] = agreed.filter(node => !isLost(node)).flatMap(({ slots }) => slots);
  const uncovered = missingSlots(ranges);
  const owners = agreed.filter(node => isLost(node) && node.slots.length > 0).map(({ id }) => nameOf(id));
  const facts = { uncovered: uncovered.map(formatSlotRange), slots: countSlots(uncovered), owners };
  return { id: 'slot-coverage', severity: uncovered.length > 0 ? 'fail' : 'ok', nodes: owners, facts };
}

/** Two masters with one config epoch: whose claim to a slot is younger cannot be told (cluster specification, "conflict resolution"). */
function checkEpochs({ agreed, nameOf }: ClusterPicture): CheckFinding {
  const byEpoch = new Map<number, string[]>();
  for (const { id, role, slots, configEpoch } of agreed) {
    if (role !== 'master' || slots.length === 0) continue;
    byEpoch.set(configEpoch, [...(byEpoch.get(configEpoch) ?? []), nameOf(id)]);
  }
  const colliding = [...byEpoch]
    .filter(([, masters]) => masters.length > 1)
    .map(([epoch, masters]) => ({ epoch, masters }));
  return makeFinding(
    'config-epochs',
    { colliding },
    colliding.flatMap(({ masters }) => masters),
    'warn',
  );
}

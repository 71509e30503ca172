import { setTimeout as pause } from 'node:timers/promises';
import { sameAddress } from './address.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import { type Comparison, compareWithPlan } from './compare-with-plan.ts';
import type { Failure } from './failure.ts';
import type { FormReport } from './form-report.ts';
import { measureProgress } from './forming-progress.ts';
import type { Member } from './member.ts';
import { missingCommands } from './missing-commands.ts';
import { nameCause } from './name-cause.ts';
import type { NodeFacts } from './node-facts.ts';
import { Patience } from './patience.ts';
import { MissingSender } from './send-missing.ts';

/** Between two looks at the nodes: as long as the last look took, within these bounds, in milliseconds. */
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

export interface FormingState {
  members: readonly Member[];
  /** As read before anything was changed, in the order of `members`. */
  facts: readonly NodeFacts[];
  plan: ClusterPlan;
  report: FormReport;
  /** How long nothing may get better, in milliseconds. */
  patienceMs: number;
  /** By `performance.now()`. */
  deadline: number;
  signal?: AbortSignal;
}

/**
 * Compares, sends what is missing, looks again, until the cluster is usable.
 * @returns the facts of the last look
 * @throws Failure the named cause, when nothing gets better any more or the deadline has passed
 */
export async function formUntilUsable(state: FormingState): Promise<readonly NodeFacts[]> {
  const { members, plan, report } = state;
  const sender = new MissingSender(members, report);
  let facts = state.facts;
  const patience = new Patience(state.patienceMs, state.deadline);
  let lookMs = 0;
  for (;;) {
    const comparison = compareWithPlan(facts, plan);
    const progress = measureProgress(facts, sparesOf(comparison));
    report.progress(facts, progress, plan.replicas.length);
    if (progress.usable && members.every(({ silence }) => silence === undefined)) return facts;
    await sender.send(missingCommands(facts, comparison), facts);
    patience.note(progress.score, syncMarks(members, facts));
    if (patience.isOver || members.some(({ isGone }) => isGone))
      throw await giveUp(members, facts, sender.refused);
    const wait = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, lookMs));
    await pause(wait, undefined, state.signal ? { signal: state.signal } : {});
    const started = performance.now();
    facts = await Promise.all(facts.map((known, index) => members[index]?.refresh(known) ?? known));
    for (const { address, silence } of members) report.answers(address, silence === undefined);
    lookMs = performance.now() - started;
  }
}

/** The masters that shall have no slots. */
function sparesOf(comparison: Comparison): readonly NodeFacts[] {
  if (comparison.kind === 'complete') return comparison.spares;
  return comparison.kind === 'grows' ? comparison.growth.spares : [];
}

/** Differs as long as a replica takes data over; loading it may take long too, and tells nothing, so that always differs. */
function syncMarks(members: readonly Member[], facts: readonly NodeFacts[]): string {
  const loading = members.some(({ isLoading }) => isLoading) ? performance.now() : '';
  return [loading, ...facts.map(({ syncMark }) => syncMark ?? '')].join(' ');
}

async function giveUp(
  members: readonly Member[],
  facts: readonly NodeFacts[],
  refused: Failure | undefined,
): Promise<Failure> {
  const silent = members.find(({ isGone }) => isGone) ?? members.find(({ silence }) => silence);
  if (silent?.silence) return silent.silence;
  const clientOf = async (node: NodeFacts) => {
    const member = members.find(({ address }) => sameAddress(address, node.address));
    if (!member) throw new Error('a node that is no member');
    return member.client();
  };
  return nameCause(facts, clientOf, refused);
}

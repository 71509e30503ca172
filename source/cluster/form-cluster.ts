import { formatAddress, sameAddress } from './address.ts';
import { ClusterFailure } from './cluster-failure.ts';
import type { ClusterPlan } from './cluster-plan.ts';
import type { Failure } from './failure.ts';
import type { FormEvent } from './form-events.ts';
import { FormReport } from './form-report.ts';
import { formUntilUsable } from './form-until-usable.ts';
import type { FormSettings } from './forming-settings.ts';
import { Member } from './member.ts';
import type { OpenNodeClient } from './node-client.ts';
import type { NodeCommand } from './node-command.ts';
import type { ClusterNode } from './node-table.ts';
import { healingMs } from './patience.ts';
import { planFormation } from './plan-formation.ts';
import { plannedAddresses } from './planned-addresses.ts';
import { readAllFacts } from './read-all-facts.ts';

export interface FormOptions {
  plan: ClusterPlan;
  open: OpenNodeClient;
  /** What the nodes' configuration says of the two settings that are lowered while the cluster forms. */
  settings: FormSettings;
  emit?: (event: FormEvent) => void;
  /** Stops between two commands; the settings are put back before the promise rejects. */
  signal?: AbortSignal;
  /** Milliseconds for all of it; 120000 by default. Whatever is stuck is named much sooner. */
  timeoutMs?: number;
}

export interface Formed {
  /** Was any command sent that changed something? */
  changed: boolean;
  /** The node table, as the plan's first node has it. */
  nodes: readonly ClusterNode[];
}

const DEFAULT_TIMEOUT_MS = 120_000;

/** How long nothing may get better, where gossip is fast. */
const STUCK_MS = 10_000;

/**
 * Makes the planned cluster of the nodes, by comparing and doing what is missing: it may be run again at any point, heals a cluster
 * that was left half-formed, and leaves a finished one alone, also after a failover. Resolves when the cluster is usable:
 * every node says `cluster_state:ok`, all agree on slots and roles, every replica's link to its master is up.
 * @throws Failure before anything was changed: of `judgeNodes` (exit code 3), or of a node that cannot be reached; afterwards
 *   what stands in the way by name: `bus-port-blocked`, `announced-address-wrong`, `masterauth-wrong`, `replica-link-down`,
 *   `node-not-answering`, `command-refused`, `cluster-not-agreed`; `settings-not-restored`; `interrupted` (130)
 */
export async function formCluster(options: FormOptions): Promise<Formed> {
  const { plan, open, settings, signal } = options;
  const report = new FormReport(options.emit);
  const deadline = performance.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const members = plannedAddresses(plan).map(address => new Member(address, open));
  try {
    for (const { address } of members) report.stage(address, 'reading');
    const facts = await untilAborted(readAllFacts(members, deadline), signal);
    const { lower, missing, restore } = planFormation(facts, plan, settings);
    const forming = async () => {
      await sendSettings(members, lower, report);
      const patienceMs = lower.length > 0 ? STUCK_MS : healingMs(settings.clusterNodeTimeoutMs);
      return formUntilUsable({
        members,
        facts,
        plan,
        report,
        patienceMs,
        deadline,
        ...(signal && { signal }),
      });
    };
    const [formed] = await Promise.allSettled([forming()]);
    const left = await sendSettings(members, restore, report);
    if (formed.status === 'rejected') {
      if (left.length > 0) report.settingsLeft(left);
      throw signal?.aborted ? interrupted() : formed.reason;
    }
    if (left.length > 0) throw new ClusterFailure('settings-not-restored', { commands: left });
    return { changed: missing.length + restore.length > 0, nodes: formed.value[0]?.nodes ?? [] };
  } finally {
    for (const member of members) member.close();
  }
}

/**
 * Sends CONFIG SETs to all nodes side by side. A second try has a connection of its own, in case the first was lost; a node
 * that has fallen silent gets none.
 * @returns the commands that no node took
 */
async function sendSettings(
  members: readonly Member[],
  commands: readonly NodeCommand[],
  report: FormReport,
): Promise<{ node: string; command: string }[]> {
  const sent = commands.map(async command => {
    const member = members.find(({ address }) => sameAddress(address, command.node));
    if (!member) return [];
    try {
      await member.send(command).catch(error => {
        if (member.silence) throw error;
        return member.send(command);
      });
      report.sent(command);
      return [];
    } catch {
      return [{ node: formatAddress(command.node), command: command.text }];
    }
  });
  return (await Promise.all(sent)).flat();
}

/** The work's value, or `interrupted` at once when the signal says so. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(interrupted());
  });
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function interrupted(): Failure {
  return new ClusterFailure('interrupted', { during: 'create-cluster' }, { exitCode: 130 });
}

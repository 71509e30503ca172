import { formatAddress } from '../../cluster/address.ts';
import { ClusterFailure } from '../../cluster/cluster-failure.ts';
import type { ClusterPlan } from '../../cluster/cluster-plan.ts';
import { formCluster } from '../../cluster/form-cluster.ts';
import type { FormEvent } from '../../cluster/form-events.ts';
import { type NodeFacts, readNodeFacts } from '../../cluster/node-facts.ts';
import { type Formation, planFormation } from '../../cluster/plan-formation.ts';
import type { Join } from '../../cluster/plan-growth.ts';
import type { FormChange } from '../apply-change.ts';
import { expectFacts } from '../expect-facts.ts';
import { byHand } from '../files/by-hand.ts';
import { joinByHand } from '../files/join-by-hand.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { formSettings, planNodes } from '../plan-nodes.ts';
import { readTable, resultOf } from '../read-result.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { withAllHosts } from '../with-all-hosts.ts';

interface FormationFacts {
  nodes: readonly NodeFacts[];
  plan: ClusterPlan;
  formation: Formation;
}

/** Make one cluster of the nodes: compare with the plan, and do what is missing. */
export const createCluster: Step<FormationFacts> = {
  id: 'create-cluster',
  skippable: false,
  byHand: () => [],
  byHandFor: (run, { nodes, formation: { joins } }) =>
    joins.length > 0 ? joinByHand(run, joins, nodes) : byHand('create-cluster', run),

  async learn(run) {
    const plan = planNodes(run);
    const facts = await settleAll(
      run.hosts.map(host =>
        run.voice.track(
          { name: 'reach-node', host: host.spec.address },
          () => learnHost(run, host),
          () => {
            const way = run.reach.wayTo(host.spec.address);
            return way ? { detail: way } : {};
          },
        ),
      ),
    );
    const nodes = facts.flat();
    return { nodes, plan, formation: planFormation(nodes, plan, formSettings(run)) };
  },

  plan: (_, { formation: { lower, missing, restore, joins } }) => {
    const commands = [...lower, ...missing, ...restore].map(({ node, text }) => ({
      node: formatAddress(node),
      command: text,
    }));
    if (commands.length === 0) return [];
    return [{ kind: 'form-cluster', commands, ...(joins.length > 0 && { joins }) }];
  },

  async apply(run, { plan, formation }) {
    const { missing, joins } = formation;
    if (joins.length > 0) await confirmJoins(run, joins);
    else if (missing.length > 0) await confirm(run, plan);
    await run.door.form(() => form(run, plan));
  },

  /** Forming has waited until the cluster is usable; the next step judges it. */
  async verify(run) {
    run.result = resultOf(run, await readTable(run));
  },
};

/** What the nodes of a host say. Ahead of time, one that does not answer yet is taken as it will be. */
function learnHost(run: GuideRun, prepared: PreparedHost): Promise<NodeFacts[]> {
  const { address: host, ports } = prepared.spec;
  return settleAll(
    ports.map(async port => {
      try {
        const client = await run.openNode({ host, port }, run.signal);
        return await readNodeFacts(client).finally(() => client.close());
      } catch (error) {
        if (run.mode === 'apply' || run.signal.aborted) throw error;
        return expectFacts(prepared, port, formSettings(run));
      }
    }),
  );
}

/** The guide's "Can I set the above configuration?". Throws `allocation-declined` unless the answer is yes. */
async function confirm(run: GuideRun, plan: ClusterPlan): Promise<void> {
  const { voice } = run;
  voice.show({ kind: 'allocation', plan });
  if (run.isAllocationAgreed) return;
  const answer = await voice.ask({ kind: 'confirm-allocation', plan });
  if (answer !== 'yes') throw new GuideFailure('allocation-declined', {});
  run.isAllocationAgreed = true;
}

/** Nodes are added to a cluster that is in use. Throws `allocation-declined` unless the answer is yes. */
async function confirmJoins(run: GuideRun, joins: readonly Join[]): Promise<void> {
  const { voice } = run;
  voice.show({ kind: 'joins', joins });
  if (run.isAllocationAgreed) return;
  const answer = await voice.ask({ kind: 'confirm-joins', joins });
  if (answer !== 'yes') throw new GuideFailure('allocation-declined', {});
  run.isAllocationAgreed = true;
}

async function form(run: GuideRun, plan: ClusterPlan): Promise<FormChange> {
  const commands: { node: string; command: string }[] = [];
  await withAllHosts(run, signal =>
    formCluster({
      plan,
      open: run.openNode,
      settings: formSettings(run),
      signal,
      emit: event => {
        tell(run, event);
        if (event.type === 'command-sent')
          commands.push({ node: formatAddress(event.node), command: event.command });
      },
    }),
  );
  run.voice.task({ name: 'form-cluster', state: 'done' });
  return { kind: 'form-cluster', commands };
}

/** Each node has a row with the stage it is at, and all of them one with what they wait for. */
function tell({ voice }: GuideRun, event: FormEvent): void {
  switch (event.type) {
    case 'node-stage':
    case 'node-silent': {
      const { node } = event;
      const detail = event.type === 'node-stage' ? event.stage : 'silent';
      const state = detail === 'silent' ? 'warned' : detail === 'ready' ? 'done' : 'running';
      voice.task({ name: 'form-node', host: node.host, node: formatAddress(node), state, detail });
      break;
    }
    case 'waiting': {
      const { type: _, ms: __, ...wait } = event;
      voice.task({ name: 'form-cluster', state: 'running', fraction: wait.ready / wait.total, wait });
      break;
    }
    case 'settings-left':
      voice.warn(new ClusterFailure('settings-not-restored', { commands: event.commands }));
      break;
    case 'command-sent':
      break;
  }
}

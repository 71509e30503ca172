import { formatAddress, type NodeAddress, sameAddress } from '../../cluster/address.ts';
import type { Roll } from '../../cluster/plan-roll.ts';
import type { HostChange } from '../apply-change.ts';
import { awaitNode } from '../await-node.ts';
import type { ContainerRow } from '../events.ts';
import { byHand } from '../files/by-hand.ts';
import type { NodeLayout } from '../files/layout.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { renderConfs } from '../host-files.ts';
import { isRolled, learnRoll, rollChanges, rollNodes } from '../roll-nodes.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { findProcesses, type NodeProcess } from './find-processes.ts';
import { readLogTail } from './read-log-tail.ts';
import { stopChange, stopProcess } from './stop-process.ts';

/** A node of a host without Docker. */
interface ProcessNode extends PreparedHost {
  address: NodeAddress;
  files: NodeLayout;
  /** Its server, if one runs. */
  process: NodeProcess | undefined;
  /** Ahead of time: its configuration is not written yet. */
  willChange: boolean;
}

interface ProcessFacts {
  nodes: readonly ProcessNode[];
  /** How servers with an older configuration are started anew, where they are a cluster. */
  roll?: Roll;
}

/** Start a server for each node, as the guide's containers: in the background, with its configuration alone as argument. */
export const startProcesses: Step<ProcessFacts> = {
  id: 'start-containers',
  skippable: false,
  byHand: run => byHand('start-containers', run),
  async learn(run) {
    const nodes = (await settleAll(run.hosts.map(host => learnHost(run, host)))).flat();
    const outdated = nodes.filter(isOutdated).map(({ address }) => address);
    const roll = await learnRoll(run, outdated);
    return { nodes, ...(roll && { roll }) };
  },
  plan: (_, { nodes, roll }) => [
    ...nodes.filter(({ address }) => !isRolled(roll, address)).flatMap(planNode),
    ...(roll ? rollChanges(roll, address => planNode(nodeAt(nodes, address))) : []),
  ],
  async apply(run, { nodes, roll }) {
    const atOnce = nodes.filter(({ address }) => !isRolled(roll, address));
    await settleAll(atOnce.map(node => startNode(run, node)));
    if (!roll) return;
    await settleAll(atOnce.map(node => awaitProcess(run, node)));
    await rollNodes(run, roll, async address => {
      const node = nodeAt(nodes, address);
      await startNode(run, node);
      await awaitProcess(run, node);
    });
  },
  async verify(run, { nodes }) {
    await settleAll(nodes.map(node => awaitProcess(run, node)));
    const running = (await settleAll(run.hosts.map(host => learnHost(run, host)))).flat();
    run.voice.show({ kind: 'containers', rows: running.map(describe) });
  },
};

function nodeAt(nodes: readonly ProcessNode[], address: NodeAddress): ProcessNode {
  const node = nodes.find(other => sameAddress(other.address, address));
  if (!node) throw new RangeError(`no node ${formatAddress(address)}`);
  return node;
}

async function learnHost(run: GuideRun, prepared: PreparedHost): Promise<ProcessNode[]> {
  const { host, layout, spec } = prepared;
  const [processes, written] = await Promise.all([
    findProcesses(host, layout.nodes),
    host.readPaths(layout.nodes.map(({ conf }) => conf)),
  ]);
  const confs = renderConfs(run, prepared);
  return layout.nodes.map((files, index) => {
    const state = written[index];
    return {
      ...prepared,
      address: { host: spec.address, port: files.port },
      files,
      process: processes.find(({ port }) => port === files.port),
      willChange: state?.type === 'file' && state.content !== confs.get(files.port),
    };
  });
}

/** Does its server run with an older configuration than it shall have? */
function isOutdated({ process, willChange }: ProcessNode): boolean {
  return process !== undefined && (process.outdated || willChange);
}

/** Nothing for a server that runs with its present configuration; one that runs with an older one is started anew. */
function planNode(node: ProcessNode): HostChange[] {
  const { process } = node;
  if (process && !isOutdated(node)) return [];
  return [...(process ? [stopChange(node.host, process)] : []), startChange(node)];
}

function startChange({ host, files, facts }: ProcessNode): HostChange {
  const program = facts.server?.path ?? 'redis-server';
  return { kind: 'run', host: host.address, purpose: 'start-process', argv: [program, files.conf] };
}

async function startNode(run: GuideRun, node: ProcessNode): Promise<void> {
  const { host, spec, process } = node;
  if (process && !isOutdated(node)) return;
  const name = formatAddress(node.address);
  await run.voice.track({ name: 'start-process', host: spec.address, node: name }, async () => {
    if (process) await stopProcess(run.door, host, name, process, run.signal);
    const { code, stdout, stderr } = await run.door.apply(host, startChange(node));
    if (code === 0) return;
    // A wrong directive is said on the terminal; what comes after it is only in the log.
    const said = `${stdout}${stderr}`.trim();
    throw new GuideFailure('process-not-up', {
      node: name,
      log: said || (await readLogTail(host, node.files.logFile)),
    });
  });
}

async function awaitProcess(run: GuideRun, node: ProcessNode): Promise<void> {
  const { host, files, spec } = node;
  const name = formatAddress(node.address);
  const readLog = () => readLogTail(host, files.logFile);
  // The server writes its pid file a moment after it was started: only one that was seen can be missed.
  let wasSeen = false;
  const findEnd = async () => {
    const [found] = await findProcesses(host, [files]);
    if (found || !wasSeen) {
      wasSeen ||= found !== undefined;
      return null;
    }
    return new GuideFailure('process-not-up', { node: name, log: await readLog() });
  };
  await run.voice.track(
    { name: 'await-node', host: spec.address, node: name },
    () => awaitNode(node.address, run.openNode, { findEnd, readLog }, run.signal),
    () => (node.process && !isOutdated(node) ? { state: 'unchanged' } : {}),
  );
}

/** A row of the guide's `ps` table. */
function describe({ spec, address, files, process }: ProcessNode): ContainerRow {
  return {
    host: spec.address,
    name: `redis-${address.port}`,
    command: process ? `redis-server ${files.conf} (pid ${process.pid})` : '',
    state: process ? 'Up' : 'Exit',
  };
}

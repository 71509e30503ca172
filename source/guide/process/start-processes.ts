import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { HostChange } from '../apply-change.ts';
import { awaitNode } from '../await-node.ts';
import type { ContainerRow } from '../events.ts';
import { byHand } from '../files/by-hand.ts';
import type { NodeLayout } from '../files/layout.ts';
import { GuideFailure } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
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
}

/** Start a server for each node, as the guide's containers: in the background, with its configuration alone as argument. */
export const startProcesses: Step<readonly ProcessNode[]> = {
  id: 'start-containers',
  skippable: false,
  byHand: run => byHand('start-containers', run),
  learn: async run => (await settleAll(run.hosts.map(learnHost))).flat(),
  plan: (_, nodes) => nodes.flatMap(planNode),
  apply: async (run, nodes) => {
    await settleAll(nodes.map(node => startNode(run, node)));
  },
  async verify(run, nodes) {
    await settleAll(nodes.map(node => awaitProcess(run, node)));
    const running = (await settleAll(run.hosts.map(learnHost))).flat();
    run.voice.show({ kind: 'containers', rows: running.map(describe) });
  },
};

async function learnHost(prepared: PreparedHost): Promise<ProcessNode[]> {
  const processes = await findProcesses(prepared.host, prepared.layout.nodes);
  return prepared.layout.nodes.map(files => ({
    ...prepared,
    address: { host: prepared.spec.address, port: files.port },
    files,
    process: processes.find(({ port }) => port === files.port),
  }));
}

/** Nothing for a server that runs with its present configuration; one that runs with an older one is started anew. */
function planNode(node: ProcessNode): HostChange[] {
  const { process } = node;
  if (process && !process.outdated) return [];
  return [...(process ? [stopChange(node.host, process)] : []), startChange(node)];
}

function startChange({ host, files, facts }: ProcessNode): HostChange {
  const program = facts.server?.path ?? 'redis-server';
  return { kind: 'run', host: host.address, purpose: 'start-process', argv: [program, files.conf] };
}

async function startNode(run: GuideRun, node: ProcessNode): Promise<void> {
  const { host, spec, process } = node;
  if (process && !process.outdated) return;
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
    () => (node.process && !node.process.outdated ? { state: 'unchanged' } : {}),
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

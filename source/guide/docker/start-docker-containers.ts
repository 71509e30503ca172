import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import type { Roll } from '../../cluster/plan-roll.ts';
import { composeUp, containerLogs, listContainers } from '../../hosts/docker.ts';
import { type ContainerState, parseContainers } from '../../hosts/parse-docker.ts';
import type { HostChange } from '../apply-change.ts';
import { awaitNode } from '../await-node.ts';
import type { ContainerRow } from '../events.ts';
import { byHand } from '../files/by-hand.ts';
import { CONF_LABEL, hashConf, serviceName } from '../files/render-compose.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { renderConfs } from '../host-files.ts';
import { isRolled, learnRoll, rollChanges, rollNodes } from '../roll-nodes.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { typedOn } from '../tell-change.ts';
import { inspectNodes, type NodeContainer, projectOf } from './inspect-nodes.ts';

/** Creating and starting containers whose image is there: milliseconds. */
const UP_TIMEOUT_MS = 120_000;
const LOG_LINES = 12;

/** A host and its containers as they were before this step. */
interface ContainerHost extends PreparedHost {
  containers: readonly NodeContainer[];
}

interface ContainerFacts {
  hosts: readonly ContainerHost[];
  /** How containers with an older image or configuration are replaced, where they are a cluster. */
  roll?: Roll;
}

/** `docker-compose up -d` on all hosts side by side, and then a look at what really became of every container. */
export const startDockerContainers: Step<ContainerFacts> = {
  id: 'start-containers',
  skippable: false,
  byHand: run => byHand('start-containers', run),

  async learn(run) {
    const hosts = await settleAll(
      run.hosts.map(async host => {
        const isThere = host.facts.docker.state === 'running';
        return { ...host, containers: isThere ? await inspectNodes(host, run.signal) : [] };
      }),
    );
    const outdated = hosts.flatMap(host =>
      host.containers
        .filter(container => isRunning(container) && !isUpToDate(run, host, container))
        .map(({ port }) => ({ host: host.spec.address, port })),
    );
    const roll = await learnRoll(run, outdated);
    return { hosts, ...(roll && { roll }) };
  },

  plan: (run, { hosts, roll }) => [
    ...hosts.flatMap(host => upAtOnce(run, host, roll)),
    ...(roll ? rollChanges(roll, node => [upChange(hostAt(hosts, node), [node.port])]) : []),
  ],

  async apply(run, { hosts, roll }) {
    await settleAll(
      hosts.map(async host => {
        for (const change of upAtOnce(run, host, roll)) await composeUpOn(run, host, change);
      }),
    );
    if (!roll) return;
    await rollNodes(run, roll, async node => {
      const host = hostAt(hosts, node);
      await composeUpOn(run, host, upChange(host, [node.port]), formatAddress(node));
      const before = host.containers.find(({ port }) => port === node.port);
      if (before) await awaitContainer(run, host, before);
    });
  },

  async verify(run, { hosts }) {
    await settleAll(
      hosts.flatMap(host => host.containers.map(container => awaitContainer(run, host, container))),
    );
    const rows = await settleAll(hosts.map(host => listRows(host, run.signal)));
    run.voice.show({ kind: 'containers', rows: rows.flat() });
  },
};

function hostAt(hosts: readonly ContainerHost[], { host, port }: NodeAddress): ContainerHost {
  const found = hosts.find(({ spec }) => spec.address === host && spec.ports.includes(port));
  if (!found) throw new RangeError(`no host of ${host}:${port}`);
  return found;
}

/** Everything of a host that is not up, in one command; without the containers that are restarted one after the other. */
function upAtOnce(run: GuideRun, host: ContainerHost, roll: Roll | undefined): HostChange[] {
  const missing = host.containers.filter(container => !isUpToDate(run, host, container));
  const atOnce = missing.filter(({ port }) => !isRolled(roll, { host: host.spec.address, port }));
  if (atOnce.length === 0) return [];
  // By name, where others run: Compose would recreate them, too, if only the file of an older slotsh was another.
  const isAll = atOnce.length === host.containers.length;
  return [upChange(host, isAll ? [] : atOnce.map(({ port }) => port))];
}

function isRunning({ state }: NodeContainer): boolean {
  return state?.status === 'running';
}

/** Does a container run, with the present image and configuration? */
function isUpToDate(run: GuideRun, host: PreparedHost, { port, state }: NodeContainer): boolean {
  if (state?.status !== 'running') return false;
  const conf = renderConfs(run, host).get(port) ?? '';
  const { image } = host.facts;
  // Ahead of time an image may still have to be fetched: all that is known of it is its name.
  const hasImage = image ? state.image === image.id : state.imageName === run.spec.image;
  return hasImage && state.labels[CONF_LABEL] === hashConf(conf);
}

/** @param ports of the nodes to bring up; none: all of the host */
function upChange(prepared: PreparedHost, ports: readonly number[]): HostChange {
  const { layout, facts, spec } = prepared;
  const compose = facts.compose ?? { flavour: 'docker-compose', version: '' };
  const call = { compose, project: projectOf(prepared), file: layout.composeFile };
  const argv = composeUp(call, ports.map(serviceName));
  return { kind: 'run', host: spec.address, purpose: 'compose-up', argv };
}

async function composeUpOn(
  run: GuideRun,
  { host, spec }: PreparedHost,
  change: HostChange,
  node?: string,
): Promise<void> {
  const row = { name: 'compose-up', host: spec.address, ...(node && { node }) } as const;
  await run.voice.track(row, async () => {
    const { code, stderr } = await run.door.apply(host, change, { timeoutMs: UP_TIMEOUT_MS });
    if (code === 0) return;
    const command = change.kind === 'run' ? typedOn(host, change.argv).join(' ') : '';
    throw new GuideFailure('command-failed', { host: host.label, command, said: lastLines(stderr) });
  });
}

async function awaitContainer(run: GuideRun, host: ContainerHost, before: NodeContainer): Promise<void> {
  const address = { host: host.spec.address, port: before.port };
  const readLog = () => readContainerLog(host, before.name);
  const findEnd = async () => {
    const state = await inspectAgain(host, before.port);
    const end = endOf(state, before.state);
    if (end === null) return null;
    const facts = { host: host.host.label, container: before.name, state: end, log: await readLog() };
    return new GuideFailure('container-crashed', facts);
  };
  await run.voice.track(
    { name: 'await-node', host: host.spec.address, node: formatAddress(address) },
    () => awaitNode(address, run.openNode, { findEnd, readLog }, run.signal),
    () => (isUpToDate(run, host, before) ? { state: 'unchanged' } : {}),
  );
}

async function inspectAgain(host: ContainerHost, port: number): Promise<ContainerState | undefined> {
  return (await inspectNodes(host)).find(container => container.port === port)?.state;
}

/**
 * How a container came to its end, in Docker's words; null while it runs. One that Docker started again by itself since then
 * is crashing, though `docker ps` says "Up" most of the time.
 */
function endOf(state: ContainerState | undefined, before: ContainerState | undefined): string | null {
  if (state === undefined) return 'removed';
  if (state.error !== '') return state.error;
  const restartsBefore = before?.id === state.id ? before.restarts : 0;
  if (state.restarts > restartsBefore)
    return `restarted ${state.restarts} times, exit code ${state.exitCode}`;
  return ['exited', 'dead', 'restarting'].includes(state.status)
    ? `${state.status}, exit code ${state.exitCode}`
    : null;
}

async function readContainerLog({ host }: PreparedHost, container: string): Promise<string> {
  const { stdout, stderr } = await host.run(containerLogs(container, LOG_LINES));
  return lastLines(`${stdout}${stderr}`, LOG_LINES);
}

/** The guide's `docker-compose ps`. */
async function listRows(prepared: PreparedHost, signal: AbortSignal): Promise<ContainerRow[]> {
  const { stdout } = await prepared.host.run(listContainers(projectOf(prepared)), { signal });
  return parseContainers(stdout)
    .map(({ name, command, statusText }) => ({
      host: prepared.spec.address,
      name,
      command,
      state: statusText,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

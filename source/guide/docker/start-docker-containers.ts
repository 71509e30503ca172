import { formatAddress } from '../../cluster/address.ts';
import { composeUp, containerLogs, listContainers } from '../../hosts/docker.ts';
import { type ContainerState, parseContainers } from '../../hosts/parse-docker.ts';
import type { HostChange } from '../apply-change.ts';
import { awaitNode } from '../await-node.ts';
import type { ContainerRow } from '../events.ts';
import { byHand } from '../files/by-hand.ts';
import { CONF_LABEL, hashConf } from '../files/render-compose.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { renderConfs } from '../host-files.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { inspectNodes, type NodeContainer, projectOf } from './inspect-nodes.ts';

/** Creating and starting containers whose image is there: milliseconds. */
const UP_TIMEOUT_MS = 120_000;
const LOG_LINES = 12;

/** A host and its containers as they were before this step. */
interface ContainerHost extends PreparedHost {
  containers: readonly NodeContainer[];
}

/** `docker-compose up -d` on all hosts side by side, and then a look at what really became of every container. */
export const startDockerContainers: Step<readonly ContainerHost[]> = {
  id: 'start-containers',
  skippable: false,
  byHand: run => byHand('start-containers', run),

  learn: run =>
    settleAll(
      run.hosts.map(async host => {
        const isThere = host.facts.docker.state === 'running';
        return { ...host, containers: isThere ? await inspectNodes(host, run.signal) : [] };
      }),
    ),

  plan: (run, hosts) => hosts.filter(host => !isUp(run, host)).map(upChange),

  apply: async (run, hosts) => {
    await settleAll(hosts.filter(host => !isUp(run, host)).map(host => composeUpOn(run, host)));
  },

  async verify(run, hosts) {
    await settleAll(
      hosts.flatMap(host => host.containers.map(container => awaitContainer(run, host, container))),
    );
    const rows = await settleAll(hosts.map(host => listRows(host, run.signal)));
    run.voice.show({ kind: 'containers', rows: rows.flat() });
  },
};

/** Does every container of a host run, with the present image and configuration? */
function isUp(run: GuideRun, host: ContainerHost): boolean {
  const confs = renderConfs(run, host);
  const imageId = host.facts.image?.id;
  return host.containers.every(
    ({ port, state }) =>
      state?.status === 'running' &&
      state.labels[CONF_LABEL] === hashConf(confs.get(port) ?? '') &&
      (imageId === undefined || state.image === imageId),
  );
}

function upChange(prepared: PreparedHost): HostChange {
  const { layout, facts, spec } = prepared;
  const compose = facts.compose ?? { flavour: 'docker-compose', version: '' };
  const argv = composeUp({ compose, project: projectOf(prepared), file: layout.composeFile });
  return { kind: 'run', host: spec.address, purpose: 'compose-up', argv };
}

async function composeUpOn(run: GuideRun, prepared: PreparedHost): Promise<void> {
  const { host, spec } = prepared;
  await run.voice.track({ name: 'compose-up', host: spec.address }, async () => {
    const change = upChange(prepared);
    const { code, stderr } = await run.door.apply(host, change, { timeoutMs: UP_TIMEOUT_MS });
    if (code === 0) return;
    const command = change.kind === 'run' ? change.argv.join(' ') : '';
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
    () => (isUp(run, host) ? { state: 'unchanged' } : {}),
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

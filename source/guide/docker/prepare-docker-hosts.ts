import type { Failure } from '../../cluster/failure.ts';
import { inspectImage, pullImage } from '../../hosts/docker.ts';
import { PullProgress, parseImage } from '../../hosts/parse-docker.ts';
import type { HostChange } from '../apply-change.ts';
import { byHand } from '../files/by-hand.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { concludePreflight } from '../preflight/conclude-preflight.ts';
import { findObstacles } from '../preflight/find-obstacles.ts';
import { reachHosts } from '../reach-hosts.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { findDockerObstacles } from './find-docker-obstacles.ts';
import { inspectNodes, type NodeContainer } from './inspect-nodes.ts';

/** An image of several hundred megabytes over a slow line: milliseconds. */
const PULL_TIMEOUT_MS = 30 * 60_000;

/** Hosts with Docker: its daemon and Compose have to be there; the image is fetched where it is not. */
export const prepareDockerHosts: Step<void> = {
  id: 'prepare-hosts',
  skippable: false,
  byHand: run => byHand('prepare-hosts', run),

  async learn(run) {
    const { hosts, findings: unreached } = await reachHosts(run);
    run.hosts = hosts;
    const containers = new Map(
      await settleAll(run.hosts.map(async host => [host, await inspectOn(run, host)] as const)),
    );
    const ownPorts = new Map([...containers].map(([host, found]) => [host, runningPorts(found)]));
    const findings: Failure[] = [
      ...unreached,
      ...run.hosts.flatMap(host => findDockerObstacles(host, containers.get(host) ?? [])),
      ...findObstacles(run.spec, run.hosts, ownPorts),
    ];
    await concludePreflight(run, findings);
  },

  plan: run => hostsWithoutImage(run).map(({ spec }) => pullChange(run, spec.address)),
  apply: async run => {
    await settleAll(hostsWithoutImage(run).map(host => pull(run, host)));
    run.hosts = await settleAll(run.hosts.map(host => withImage(run, host)));
  },
  verify: async () => undefined,
};

/** The containers with the nodes' names; none where Docker does not answer, which is said elsewhere. */
async function inspectOn({ voice, signal }: GuideRun, host: PreparedHost): Promise<NodeContainer[]> {
  const { docker, compose } = host.facts;
  if (docker.state !== 'running') return [];
  const detail = `Docker ${docker.version}${compose ? `, ${compose.flavour} ${compose.version}` : ''}`;
  const row = { name: 'check-docker', host: host.spec.address } as const;
  return voice.track(
    row,
    () => inspectNodes(host, signal),
    () => ({ detail }),
  );
}

function runningPorts(containers: readonly NodeContainer[]): Set<number> {
  const running = containers.filter(({ state, isOurs }) => isOurs && state?.status === 'running');
  return new Set(running.map(({ port }) => port));
}

/** The host with the image that is there now: containers of another one have to be replaced. */
async function withImage({ spec, signal }: GuideRun, prepared: PreparedHost): Promise<PreparedHost> {
  const { stdout } = await prepared.host.run(inspectImage(spec.image), { signal });
  const image = parseImage(stdout);
  return image ? { ...prepared, facts: { ...prepared.facts, image } } : prepared;
}

function hostsWithoutImage({ hosts }: GuideRun): PreparedHost[] {
  return hosts.filter(({ facts }) => facts.image === undefined);
}

function pullChange({ spec }: GuideRun, host: string): HostChange {
  return { kind: 'run', host, purpose: 'pull-image', argv: pullImage(spec.image) };
}

async function pull(run: GuideRun, { host, spec }: PreparedHost): Promise<void> {
  const { image } = run.spec;
  const row = { name: 'pull-image', host: spec.address } as const;
  const progress = new PullProgress();
  await run.voice.track(row, async () => {
    const { code, stderr } = await run.door.apply(host, pullChange(run, spec.address), {
      timeoutMs: PULL_TIMEOUT_MS,
      onOutput: piece => run.voice.task({ ...row, state: 'running', fraction: progress.take(piece) }),
    });
    if (code === 0) return;
    throw new GuideFailure('image-unavailable', { host: host.label, image, said: lastLines(stderr) });
  });
}

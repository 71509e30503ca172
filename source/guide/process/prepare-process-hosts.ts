import type { Failure } from '../../cluster/failure.ts';
import { findRedisServer } from '../../hosts/find-redis-server.ts';
import { type InstallPlan, planInstall } from '../../hosts/plan-install.ts';
import type { HostChange } from '../apply-change.ts';
import { byHand } from '../files/by-hand.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import { concludePreflight } from '../preflight/conclude-preflight.ts';
import { findObstacles } from '../preflight/find-obstacles.ts';
import { reachHosts } from '../reach-hosts.ts';
import { serverCache } from '../remove-data.ts';
import { settleAll } from '../settle-all.ts';
import type { Step } from '../step.ts';
import { findProcesses } from './find-processes.ts';

/** Fetching a few packages over a slow line: milliseconds. */
const INSTALL_TIMEOUT_MS = 15 * 60_000;

/** Hosts without Docker: a Redis or Valkey server has to be there, or has to come there. */
export const prepareProcessHosts: Step<void> = {
  id: 'prepare-hosts',
  skippable: false,
  byHand: run => byHand('prepare-hosts', run),

  async learn(run) {
    const { hosts, findings: unreached } = await reachHosts(run);
    run.hosts = await settleAll(hosts.map(host => withServer(run, host)));
    const findings: Failure[] = [
      ...unreached,
      ...hostsWithoutServer(run)
        .filter(host => !installPlan(run, host)?.canRun)
        .map(host => serverMissing(run, host)),
      ...findObstacles(run.spec, run.hosts, await findOwnPorts(run.hosts)),
    ];
    await concludePreflight(run, findings);
  },

  plan: run => hostsWithoutServer(run).flatMap(host => installChanges(run, host)),

  async apply(run) {
    // One after the other: each asks first.
    for (const host of hostsWithoutServer(run)) await install(run, host);
    run.hosts = await settleAll(run.hosts.map(host => withServer(run, host)));
  },

  async verify(run) {
    for (const host of hostsWithoutServer(run)) {
      const command = installPlan(run, host)?.byHand ?? '';
      throw new GuideFailure('server-install-failed', { host: host.host.label, command, said: '' });
    }
  },
};

/** The host with the server that was found on it: on its PATH, or where slotsh unpacked one. */
async function withServer(run: GuideRun, prepared: PreparedHost): Promise<PreparedHost> {
  const row = { name: 'find-server', host: prepared.spec.address } as const;
  const server = await run.voice.track(
    row,
    () => findRedisServer(prepared.host, cacheOf(run, prepared), run.signal),
    found => (found ? { detail: `${found.program} ${found.version}` } : { state: 'warned' }),
  );
  const { server: _, ...facts } = prepared.facts;
  return { ...prepared, facts: { ...facts, ...(server && { server }) } };
}

/** Where an unpacked server lies: in slotsh's cache on this machine, with the cluster's own things on another. */
function cacheOf({ home }: GuideRun, { host, layout }: PreparedHost): string {
  return host.isLocal ? home.cache : serverCache(layout.directory);
}

function hostsWithoutServer({ hosts }: GuideRun): PreparedHost[] {
  return hosts.filter(({ facts }) => facts.server === undefined);
}

function installPlan(run: GuideRun, prepared: PreparedHost): InstallPlan | undefined {
  return planInstall(prepared.facts, cacheOf(run, prepared));
}

function installChanges(run: GuideRun, prepared: PreparedHost): HostChange[] {
  const host = prepared.spec.address;
  const commands = installPlan(run, prepared)?.commands ?? [];
  return commands.map(argv => ({ kind: 'run', host, purpose: 'install-server', argv }));
}

function serverMissing(run: GuideRun, prepared: PreparedHost): GuideFailure {
  const install = installPlan(run, prepared)?.byHand ?? '';
  return new GuideFailure('server-missing', { host: prepared.host.label, install }, { exitCode: 3 });
}

async function install(run: GuideRun, prepared: PreparedHost): Promise<void> {
  const { host, spec } = prepared;
  const command = installPlan(run, prepared)?.byHand ?? '';
  const answer = await run.voice.ask({ kind: 'install-server', host: spec.address, command });
  if (answer !== 'yes') throw serverMissing(run, prepared);
  const row = { name: 'install-server', host: spec.address } as const;
  await run.voice.track(row, async () => {
    for (const change of installChanges(run, prepared)) {
      const { code, stderr } = await run.door.apply(host, change, {
        timeoutMs: INSTALL_TIMEOUT_MS,
        onOutput: piece => run.voice.task({ ...row, state: 'running', detail: lastLines(piece, 1) }),
      });
      if (code === 0) continue;
      const facts = { host: host.label, command, said: lastLines(stderr) };
      throw new GuideFailure('server-install-failed', facts);
    }
  });
}

/** The ports of each host that the cluster's own servers listen on. */
async function findOwnPorts(hosts: readonly PreparedHost[]): Promise<Map<PreparedHost, Set<number>>> {
  const found = await settleAll(
    hosts.map(async host => {
      const processes = await findProcesses(host.host, host.layout.nodes);
      return [host, new Set(processes.map(({ port }) => port))] as const;
    }),
  );
  return new Map(found);
}

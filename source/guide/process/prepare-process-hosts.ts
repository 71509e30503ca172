import { byHand } from '../files/by-hand.ts';
import { findObstacles } from '../find-obstacles.ts';
import { joinFindings } from '../guide-failure.ts';
import type { PreparedHost } from '../guide-run.ts';
import { reachHosts } from '../reach-hosts.ts';
import type { Step } from '../step.ts';
import { findProcesses } from './find-processes.ts';

/** Hosts without Docker: a Redis or Valkey server has to be there, or has to come there. */
export const prepareProcessHosts: Step<void> = {
  id: 'prepare-hosts',
  skippable: false,
  byHand: ({ spec }) => byHand('prepare-hosts', spec),

  async learn(run) {
    run.hosts = await reachHosts(run);
    const findings = findObstacles(run.hosts, await findOwnPorts(run.hosts));
    if (findings.length > 0) throw joinFindings(findings);
  },

  plan: () => [],
  apply: async () => undefined,
  verify: async () => undefined,
};

/** The ports of each host that the cluster's own servers listen on. */
async function findOwnPorts(hosts: readonly PreparedHost[]): Promise<Map<PreparedHost, Set<number>>> {
  const found = await Promise.all(
    hosts.map(async host => {
      const processes = await findProcesses(host.host, host.layout.nodes);
      return [host, new Set(processes.map(({ port }) => port))] as const;
    }),
  );
  return new Map(found);
}

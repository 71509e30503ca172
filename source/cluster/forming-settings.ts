import { sameAddress } from './address.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeFacts } from './node-facts.ts';

/** What the nodes' configuration says, and has to say again when the cluster has formed. */
export interface FormSettings {
  /** Milliseconds; `cluster-node-timeout`. */
  clusterNodeTimeoutMs: number;
  /** Seconds; `repl-diskless-sync-delay`. */
  replDisklessSyncDelayS: number;
}

/**
 * Nodes ping each other every half of the timeout: the lower, the sooner all know. A master says `ok` one timeout after it got
 * its slots, 500 ms at the least (cluster.c, CLUSTER_MIN_REJOIN_DELAY): six nodes that were up for a while are usable after
 * 0.55 s with 500 ms, after 1.03 s with 1000. Of many nodes each pings all others: there 500 ms would keep them busy.
 */
const LOWEST_TIMEOUT_MS = { few: 500, many: 1000 } as const;
const MOST_OF_FEW = 12;
/** A timeout of fewer round trips than this would call slow nodes dead. */
const ROUND_TRIPS = 20;

/**
 * Lets gossip run fast and replicas sync at once while the cluster forms. CONFIG SET without REWRITE: it ends with the process.
 * Nothing for nodes that do not show their configuration.
 */
export function lowerSettings(facts: readonly NodeFacts[], settings: FormSettings): NodeCommand[] {
  const slowest = Math.max(...facts.map(({ roundTripMs }) => roundTripMs));
  const lowest = LOWEST_TIMEOUT_MS[facts.length <= MOST_OF_FEW ? 'few' : 'many'];
  const timeout = Math.max(lowest, Math.ceil(slowest * ROUND_TRIPS));
  const wanted = { clusterNodeTimeoutMs: Math.min(timeout, settings.clusterNodeTimeoutMs), delay: 0 };
  return facts.flatMap(node => {
    const present = node.clusterNodeTimeoutMs ?? 0;
    return configSet('lower-settings', node, {
      ...(present > wanted.clusterNodeTimeoutMs && { timeout: wanted.clusterNodeTimeoutMs }),
      ...((node.replDisklessSyncDelayS ?? 0) > 0 && { delay: wanted.delay }),
    });
  });
}

/**
 * Puts the settings back, where they were lowered by the commands of this run, or left lowered by one that was killed.
 * A node that had a higher value than wished for gets that one again.
 * @param facts as read before anything was lowered
 */
export function restoreSettings(
  facts: readonly NodeFacts[],
  settings: FormSettings,
  lowered: readonly NodeCommand[],
): NodeCommand[] {
  return facts.flatMap(node => {
    const wasLowered = lowered.some(command => sameAddress(command.node, node.address));
    const timeout = Math.max(node.clusterNodeTimeoutMs ?? 0, settings.clusterNodeTimeoutMs);
    const delay = Math.max(node.replDisklessSyncDelayS ?? 0, settings.replDisklessSyncDelayS);
    const restoresTimeout =
      node.clusterNodeTimeoutMs !== undefined && (wasLowered || node.clusterNodeTimeoutMs < timeout);
    const restoresDelay =
      node.replDisklessSyncDelayS !== undefined && (wasLowered || node.replDisklessSyncDelayS < delay);
    return configSet('restore-settings', node, {
      ...(restoresTimeout && { timeout }),
      ...(restoresDelay && { delay }),
    });
  });
}

/** One command from Redis 7.0 on, one for each directive before. */
function configSet(
  kind: NodeCommand['kind'],
  node: NodeFacts,
  values: { timeout?: number; delay?: number },
): NodeCommand[] {
  const pairs = [
    ...(values.timeout === undefined ? [] : [['cluster-node-timeout', values.timeout]]),
    ...(values.delay === undefined ? [] : [['repl-diskless-sync-delay', values.delay]]),
  ];
  const together = Number.parseInt(node.version, 10) >= 7 ? [pairs.flat()] : pairs;
  return together
    .filter(words => words.length > 0)
    .map(words => {
      const args = ['CONFIG', 'SET', ...words];
      return { kind, node: node.address, args, text: args.join(' ') };
    });
}

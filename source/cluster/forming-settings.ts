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

/** Nodes ping each other every half of the timeout: the lower, the sooner all know. Below 1000 ms handshakes gain nothing. */
const LOWEST_TIMEOUT_MS = 1000;
/** A timeout of fewer round trips than this would call slow nodes dead. */
const ROUND_TRIPS = 20;

/**
 * Lets gossip run fast and replicas sync at once while the cluster forms. CONFIG SET without REWRITE: it ends with the process.
 * Nothing for nodes that do not show their configuration.
 */
export function lowerSettings(facts: readonly NodeFacts[], settings: FormSettings): NodeCommand[] {
  const slowest = Math.max(...facts.map(({ roundTripMs }) => roundTripMs));
  const timeout = Math.max(LOWEST_TIMEOUT_MS, Math.ceil(slowest * ROUND_TRIPS));
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

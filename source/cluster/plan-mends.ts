import { formatAddress } from './address.ts';
import type { CheckFinding } from './check-findings.ts';
import type { NodeCommand } from './node-command.ts';
import type { NodeReport } from './read-cluster.ts';

/**
 * What mends findings without a risk to data or to who serves what: meeting again, an epoch of its own, a timeout put back.
 * Everything else wants a person's decision. To be sent one after the other, in this order: two epochs bumped at the same
 * moment would be the same again.
 */
export function planMends(findings: readonly CheckFinding[], reports: readonly NodeReport[]): NodeCommand[] {
  const command = (kind: NodeCommand['kind'], node: string, args: (string | number)[]): NodeCommand[] => {
    const address = reports.find(report => formatAddress(report.address) === node)?.address;
    return address ? [{ kind, node: address, args, text: args.join(' ') }] : [];
  };
  const meet = (node: string, other: string) => {
    const facts = reports.find(report => formatAddress(report.address) === other)?.facts;
    if (!facts) return [];
    const { host, port } = facts.address;
    return command('meet', node, ['CLUSTER', 'MEET', host, port, facts.own.busPort]);
  };
  return findings.flatMap(finding => {
    switch (finding.id) {
      case 'membership-agreement':
        return finding.facts.apart.flatMap(({ node, unknown }) =>
          unknown.flatMap(other => meet(node, other)),
        );
      case 'stale-addresses':
        return finding.facts.stale.flatMap(({ node, by }) => by.flatMap(other => meet(other, node)));
      case 'config-epochs':
        return finding.facts.colliding.flatMap(({ masters }) =>
          masters.slice(1).flatMap(node => command('epoch', node, ['CLUSTER', 'BUMPEPOCH'])),
        );
      case 'node-timeout':
        return finding.facts.lowered.flatMap(({ node }) =>
          command('restore-settings', node, [
            'CONFIG',
            'SET',
            'cluster-node-timeout',
            finding.facts.wishedMs,
          ]),
        );
      default:
        return [];
    }
  });
}

import { formatAddress } from '../../cluster/address.ts';
import { formatSlotRange } from '../../cluster/slot-ranges.ts';
import { describeFinding, mendFinding } from '../../words/describe-finding.ts';
import type { Words } from '../../words/words.ts';
import { asciiJson } from '../json/json-view.ts';
import type { CheckedCluster } from './check-lines.ts';

/** The check as one JSON object: the verdict, the nodes by the asked one's table, and each finding with its sentence. */
export function checkJson({ name, seed, nodes, report, sent }: CheckedCluster, words: Words): string {
  const addressOf = (id: string | undefined) => {
    const node = nodes.find(other => other.id === id);
    return node && formatAddress(node.address);
  };
  return asciiJson({
    ok: report.ok,
    name,
    seed: formatAddress(seed),
    masters: report.masters.map(({ id, address, keys, slotCount, slots, replicas }) => ({
      id,
      node: formatAddress(address),
      keys,
      slotCount,
      slots: slots.map(formatSlotRange),
      replicas: replicas.map(formatAddress),
    })),
    nodes: nodes.map(node => ({
      id: node.id,
      host: node.address.host,
      port: node.address.port,
      role: node.role,
      master: addressOf(node.masterId),
      slots: node.slots.map(formatSlotRange),
      flags: node.flags,
      configEpoch: node.configEpoch,
      link: node.linkState,
    })),
    findings: report.findings.map(finding => ({
      ...finding,
      text: describeFinding(words.check.findings, finding),
      mend: mendFinding(words.check.mends, finding),
    })),
    sent: sent.map(({ command, failure }) => ({
      node: formatAddress(command.node),
      command: command.text,
      ...(failure && { failure: failure.data }),
    })),
  });
}

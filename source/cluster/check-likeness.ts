import { formatAddress } from './address.ts';
import type { CheckFinding, FindingFacts } from './check-findings.ts';
import type { ClusterPicture } from './cluster-picture.ts';
import { makeFinding } from './make-finding.ts';

/** Are the nodes alike, and does each know where the others are? */
export function checkLikeness(picture: ClusterPicture): CheckFinding[] {
  return [
    checkHandshakes(picture),
    checkAddresses(picture),
    checkVersions(picture),
    checkConfiguration(picture),
  ];
}

/** A MEET was sent, and the bus of the other has not answered: it is closed to this node, or nobody is there. */
function checkHandshakes({ read, nameOf }: ClusterPicture): CheckFinding {
  const by = new Map<string, string[]>();
  for (const { own, nodes } of read) {
    for (const node of nodes) {
      if (!node.flags.includes('handshake')) continue;
      append(by, formatAddress(node.address), nameOf(own.id));
    }
  }
  const open = [...by].map(([node, seenBy]) => ({ node, by: seenBy }));
  return makeFinding(
    'handshakes',
    { open },
    open.map(({ node }) => node),
    'warn',
  );
}

/** What a node says of itself holds: it knows where it listens. The others keep what they last heard. */
function checkAddresses({ read, nameOf }: ClusterPicture): CheckFinding {
  const stale: FindingFacts['stale-addresses']['stale'][number][] = [];
  for (const { own } of read) {
    const seen = new Map<string, string[]>();
    for (const other of read) {
      const line = other.nodes.find(({ id }) => id === own.id);
      if (!line || line.flags.includes('myself') || own.address.host === '') continue;
      const address = line.flags.includes('noaddr') ? '' : formatAddress(line.address);
      if (address !== formatAddress(own.address)) append(seen, address, nameOf(other.own.id));
    }
    for (const [address, by] of seen) stale.push({ node: nameOf(own.id), seen: address, by });
  }
  return makeFinding(
    'stale-addresses',
    { stale },
    stale.map(({ node }) => node),
    'warn',
  );
}

function checkVersions({ read, nameOf }: ClusterPicture): CheckFinding {
  const byVersion = new Map<string, string[]>();
  for (const { version, own } of read) append(byVersion, version, nameOf(own.id));
  const versions = [...byVersion].map(([version, nodes]) => ({ version, nodes }));
  const few = rarer(versions);
  return makeFinding('versions', { versions }, few, 'warn');
}

function checkConfiguration({ reports, nameOf }: ClusterPicture): CheckFinding {
  const names = new Set(reports.flatMap(({ directives }) => [...(directives?.keys() ?? [])]));
  const differing = [...names].flatMap(directive => {
    const byValue = new Map<string, string[]>();
    for (const { id, directives } of reports) {
      const value = directives?.get(directive);
      if (value !== undefined) append(byValue, value, nameOf(id));
    }
    const values = [...byValue].map(([value, nodes]) => ({ value, nodes }));
    return values.length > 1 ? [{ directive, values }] : [];
  });
  return makeFinding(
    'configuration',
    { differing },
    differing.flatMap(({ values }) => rarer(values)),
    'warn',
  );
}

/** The nodes that are not as most are; none when all are alike. */
function rarer(groups: readonly { nodes: readonly string[] }[]): string[] {
  const [, ...others] = groups.toSorted((a, b) => b.nodes.length - a.nodes.length);
  return others.flatMap(({ nodes }) => nodes);
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

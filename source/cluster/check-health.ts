import type { CheckFinding, FindingFacts } from './check-findings.ts';
import type { ClusterPicture } from './cluster-picture.ts';
import { makeFinding } from './make-finding.ts';

/** Are the nodes there, do they know each other, and would the cluster outlive one of them? */
export function checkHealth(picture: ClusterPicture): CheckFinding[] {
  return [
    checkReachable(picture),
    checkMembership(picture),
    checkState(picture),
    checkFailing(picture),
    checkReplicaLinks(picture),
    checkReplicaCount(picture),
    checkPlacement(picture),
    ...checkNodeTimeout(picture),
  ];
}

function checkReachable({ reports, nameOf }: ClusterPicture): CheckFinding {
  const unreachable = reports
    .filter(({ facts }) => facts === undefined)
    .map(({ id, failure }) => ({ node: nameOf(id), ...(failure && { failure }) }));
  return makeFinding(
    'nodes-reachable',
    { total: reports.length, unreachable },
    unreachable.map(({ node }) => node),
    'fail',
  );
}

function checkMembership({ reports, read, nameOf }: ClusterPicture): CheckFinding {
  const apart = read
    .map(({ own, nodes }) => {
      const known = nodes.filter(({ flags }) => !flags.includes('handshake')).map(({ id }) => id);
      const unknown = reports.filter(({ id }) => !known.includes(id)).map(({ id }) => nameOf(id));
      return { node: nameOf(own.id), unknown };
    })
    .filter(({ unknown }) => unknown.length > 0);
  return makeFinding(
    'membership-agreement',
    { apart },
    apart.map(({ node }) => node),
    'fail',
  );
}

function checkState({ read, nameOf }: ClusterPicture): CheckFinding {
  const failing = read.filter(({ state }) => state !== 'ok').map(({ own }) => nameOf(own.id));
  return makeFinding('cluster-state', { failing }, failing, 'fail');
}

/** `fail` is what a majority agreed on; `fail?` is one node's suspicion, and may pass. */
function checkFailing({ reports, read, nameOf }: ClusterPicture): CheckFinding {
  const failing: FindingFacts['failing-nodes']['failing'][number][] = [];
  for (const { id } of reports) {
    for (const flag of ['fail', 'fail?'] as const) {
      const by = read
        .filter(({ nodes }) => nodes.some(node => node.id === id && node.flags.includes(flag)))
        .map(({ own }) => nameOf(own.id));
      if (by.length > 0) failing.push({ node: nameOf(id), flag, by });
    }
  }
  const isSure = failing.some(({ flag }) => flag === 'fail');
  return makeFinding(
    'failing-nodes',
    { failing },
    failing.map(({ node }) => node),
    isSure ? 'fail' : 'warn',
  );
}

function checkReplicaLinks({ read, nameOf }: ClusterPicture): CheckFinding {
  const replicas = read.filter(({ own }) => own.role === 'replica');
  const down = replicas
    .filter(({ masterLink }) => masterLink !== 'up')
    .map(({ own }) => ({ replica: nameOf(own.id), master: nameOf(own.masterId ?? '') }));
  return makeFinding(
    'replica-links',
    { down, replicas: replicas.length },
    down.map(({ replica }) => replica),
    'fail',
  );
}

/** A replica that failed is none. */
function checkReplicaCount({ agreed, nameOf }: ClusterPicture): CheckFinding {
  const copied = new Set(
    agreed.filter(({ flags }) => !flags.includes('fail')).map(({ masterId }) => masterId),
  );
  const without = agreed
    .filter(({ id, role, slots }) => role === 'master' && slots.length > 0 && !copied.has(id))
    .map(({ id }) => nameOf(id));
  return makeFinding('masters-with-replicas', { without }, without, 'warn');
}

function checkPlacement({ agreed, reports, nameOf, machineOf }: ClusterPicture): CheckFinding {
  const machine = (id: string | undefined) => {
    const address = reports.find(report => report.id === id)?.address;
    return address?.host ? machineOf(address) : undefined;
  };
  const beside = agreed
    .filter(({ id, masterId }) => masterId !== undefined && machine(id) === machine(masterId))
    .map(({ id, masterId }) => ({ replica: nameOf(id), master: nameOf(masterId ?? '') }));
  return makeFinding(
    'replica-placement',
    { beside },
    beside.map(({ replica }) => replica),
    'warn',
  );
}

/** Only where it is known what the timeout should be. */
function checkNodeTimeout({ read, nameOf, options }: ClusterPicture): CheckFinding[] {
  const wishedMs = options.clusterNodeTimeoutMs;
  if (wishedMs === undefined) return [];
  const lowered = read.flatMap(({ own, clusterNodeTimeoutMs: ms }) =>
    ms !== undefined && ms < wishedMs ? [{ node: nameOf(own.id), ms }] : [],
  );
  return [
    makeFinding(
      'node-timeout',
      { lowered, wishedMs },
      lowered.map(({ node }) => node),
      'warn',
    ),
  ];
}

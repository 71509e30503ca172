import type { CheckFinding, FindingFacts } from './check-findings.ts';
import type { ClusterPicture } from './cluster-picture.ts';
import { makeFinding } from './make-finding.ts';
import type { ClusterNode } from './node-table.ts';
import { countSlots } from './slot-ranges.ts';

/** What would be lost with a master, with a machine, with the power, or when memory runs out? */
export function checkLosses(picture: ClusterPicture): CheckFinding[] {
  return [checkLag(picture), checkMachines(picture), checkPersistence(picture), checkMemory(picture)];
}

/** Offsets of two nodes are read some milliseconds apart: a busy master writes on meanwhile. */
const READ_APART_BYTES = 1024 * 1024;

/** A replica that is behind loses that much when it takes over. */
function checkLag({ read, nameOf }: ClusterPicture): CheckFinding {
  const replicas = read.filter(({ own }) => own.role === 'replica');
  const behind = replicas.flatMap(replica => {
    const master = read.find(({ own }) => own.id === replica.own.masterId);
    const bytes = (master?.replicationOffset ?? 0) - (replica.replicationOffset ?? 0);
    if (!master || replica.masterLink !== 'up' || bytes <= READ_APART_BYTES) return [];
    return [{ replica: nameOf(replica.own.id), master: nameOf(master.own.id), bytes }];
  });
  return makeFinding(
    'replica-lag',
    { behind, replicas: replicas.length },
    behind.map(({ replica }) => replica),
    'warn',
  );
}

/**
 * A failover is voted on by masters, and needs most of them (cluster specification, "replica election"); a slot is served
 * when its master or a replica of it is left.
 */
function checkMachines({ agreed, reports, nameOf, machineOf }: ClusterPicture): CheckFinding {
  const machine = ({ id }: ClusterNode) => {
    const address = reports.find(report => report.id === id)?.address;
    return address?.host ? machineOf(address) : undefined;
  };
  const masters = agreed.filter(({ role, slots }) => role === 'master' && slots.length > 0);
  const names = [...new Set(agreed.flatMap(node => machine(node) ?? []))];
  const machines = names.flatMap(name => {
    const here = masters.filter(master => machine(master) === name);
    const majority = here.length > 0 && masters.length - here.length < Math.floor(masters.length / 2) + 1;
    const alone = here.filter(({ id }) =>
      agreed.every(({ masterId, ...node }) => masterId !== id || machine({ ...node, masterId }) === name),
    );
    const slots = alone.reduce((sum, master) => sum + countSlots(master.slots), 0);
    return majority || slots > 0 ? [{ machine: name, masters: here.length, majority, slots }] : [];
  });
  const concerned = masters.filter(node => machines.some(({ machine: lost }) => lost === machine(node)));
  const facts: FindingFacts['machine-loss'] = { machines, masters: masters.length };
  return makeFinding(
    'machine-loss',
    facts,
    concerned.map(({ id }) => nameOf(id)),
    'warn',
  );
}

function checkPersistence({ reports, nameOf }: ClusterPicture): CheckFinding {
  const without = reports
    .filter(({ directives }) => directives?.get('appendonly') === 'no' && directives.get('save') === '')
    .map(({ id }) => nameOf(id));
  return makeFinding('persistence', { without }, without, 'warn');
}

/** `noeviction` is Redis' default policy: fine for a store, and a surprise where a limit was set for a cache. */
function checkMemory({ reports, nameOf }: ClusterPicture): CheckFinding {
  const refusing = reports
    .filter(({ directives }) => {
      const limit = Number(directives?.get('maxmemory') ?? 0);
      return limit > 0 && directives?.get('maxmemory-policy') === 'noeviction';
    })
    .map(({ id }) => nameOf(id));
  return makeFinding('memory-policy', { refusing }, refusing, 'warn');
}

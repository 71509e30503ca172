import type { NodeAddress } from './address.ts';
import type { CheckFinding } from './check-findings.ts';
import { checkHealth } from './check-health.ts';
import { checkLikeness } from './check-likeness.ts';
import { checkLosses } from './check-losses.ts';
import { checkSlots } from './check-slots.ts';
import { type CheckOptions, type ClusterPicture, drawPicture } from './cluster-picture.ts';
import type { ClusterNode } from './node-table.ts';
import type { NodeReport } from './read-cluster.ts';
import { countSlots, SLOT_COUNT, type SlotRange } from './slot-ranges.ts';

export interface CheckReport {
  /** No finding fails; there may be warnings. */
  ok: boolean;
  findings: readonly CheckFinding[];
  /** In the order of their first slot. */
  masters: readonly MasterSummary[];
}

/** A row of the guide's table: `192.168.10.10:6371 … -> 0 keys | 5461 slots | 1 slaves.` */
export interface MasterSummary {
  id: string;
  address: NodeAddress;
  /** Undefined for a master that could not be read. */
  keys?: number;
  slotCount: number;
  slots: readonly SlotRange[];
  replicas: readonly NodeAddress[];
}

/** Judges what `readCluster` read, deeper than `redis-cli --cluster check`. Pure. */
export function checkCluster(reports: readonly NodeReport[], options: CheckOptions = {}): CheckReport {
  const picture = drawPicture(reports, options);
  const findings = [
    ...checkHealth(picture),
    ...checkSlots(picture),
    ...checkLosses(picture),
    ...checkLikeness(picture),
  ];
  return {
    ok: findings.every(({ severity }) => severity !== 'fail'),
    findings,
    masters: summariseMasters(picture),
  };
}

function summariseMasters({ agreed, reports }: ClusterPicture): MasterSummary[] {
  const reportOf = (id: string) => reports.find(report => report.id === id);
  const addressOf = ({ id, address }: ClusterNode) => reportOf(id)?.address ?? address;
  const firstSlot = ({ slots }: MasterSummary) => slots[0]?.[0] ?? SLOT_COUNT;
  return agreed
    .filter(({ role, flags }) => role === 'master' && !flags.includes('handshake'))
    .map(master => {
      const keys = reportOf(master.id)?.facts?.keys;
      return {
        id: master.id,
        address: addressOf(master),
        ...(keys === undefined ? {} : { keys }),
        slotCount: countSlots(master.slots),
        slots: master.slots,
        replicas: agreed.filter(({ masterId }) => masterId === master.id).map(addressOf),
      };
    })
    .sort((a, b) => firstSlot(a) - firstSlot(b));
}

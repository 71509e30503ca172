import { divideSlots } from '../cluster/divide-slots.ts';
import { formatSlotRange } from '../cluster/slot-ranges.ts';
import type { LessonCluster } from './lesson.ts';
import { namesOf } from './node-names.ts';
import type { NamedNode } from './stage.ts';

/** Nodes as a cluster of a lesson's own would have them, for reading lines without one; their addresses are made up. */
export function sampleNodes(cluster: LessonCluster): NamedNode[] {
  const { masters, all } = namesOf(cluster);
  const ranges = masters.length > 0 ? divideSlots(masters.length).map(formatSlotRange) : [];
  const named = all.filter(name => !/^n\d+$/.test(name));
  return Array.from({ length: cluster.nodes }, (_, index) => {
    const byPort = `n${index + 1}`;
    const name = named[index] ?? byPort;
    return {
      ...{ name, byPort, address: { host: '127.0.0.1', port: 7001 + index } },
      ...{ id: index.toString(16).padStart(40, '0'), slots: ranges[index] ?? '' },
    };
  });
}

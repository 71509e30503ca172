import type { ClusterNode } from '../../cluster/node-table.ts';
import type { NodeFigures, NodeSurvey } from './node-figures.ts';

/**
 * A table with what its nodes said of themselves: slots on the move, which a table has for the node alone that it is from, and
 * figures. How far a replica is behind comes from its own offset and its master's, which were asked for at the same time.
 * @param surveys by node id
 */
export function addSurveys(
  nodes: readonly ClusterNode[],
  surveys: ReadonlyMap<string, NodeSurvey>,
): (ClusterNode & { figures?: NodeFigures })[] {
  return nodes.map(node => {
    const survey = surveys.get(node.id);
    if (!survey) return node;
    const { migrating = [], importing = [], offset, ...figures } = survey;
    const behind = bytesBehind(offset, surveys.get(node.masterId ?? '')?.offset);
    if (behind !== undefined) figures.behind = behind;
    return {
      ...node,
      ...(!node.myself && { migrating, importing }),
      ...(Object.keys(figures).length > 0 && { figures }),
    };
  });
}

function bytesBehind(own: number | undefined, master: number | undefined): number | undefined {
  return own === undefined || master === undefined ? undefined : Math.max(0, master - own);
}

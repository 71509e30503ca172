import type { Change } from '../../guide/change.ts';
import type { PlanCounts } from '../../words/plan-counts.ts';

/** Counts a plan's changes, for its last line. */
export function countChanges(changes: readonly Change[]): PlanCounts {
  const onHosts = changes.filter(change => change.kind !== 'form-cluster');
  const sent = changes.flatMap(change => (change.kind === 'form-cluster' ? change.commands : []));
  const ofKind = (...kinds: Change['kind'][]) => onHosts.filter(({ kind }) => kinds.includes(kind)).length;
  return {
    hosts: new Set(onHosts.map(({ host }) => host)).size,
    directories: ofKind('make-directory'),
    files: ofKind('write-file'),
    commands: ofKind('run', 'remove'),
    nodes: new Set(sent.map(({ node }) => node)).size,
    nodeCommands: sent.length,
  };
}

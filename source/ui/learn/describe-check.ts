import type { Check } from '../../lessons/lesson.ts';
import type { Words } from '../../words/words.ts';
import { escapeText } from '../escape-text.ts';

/** What the lesson claims of the cluster, in a few words. */
export function describeCheck(check: Check, { lessonScreen: { checks } }: Words): string {
  const [safe, node] = [escapeText, 'node' in check ? escapeText(check.node) : ''];
  switch (check.kind) {
    case 'state':
      return check.by ? checks.stateBy(check.is, check.by.map(safe).join(', ')) : checks.stateOfAll(check.is);
    case 'node':
      return check.is === 'replica' && check.of
        ? checks.replicaOf(node, safe(check.of))
        : checks[check.is](node);
    case 'slot':
      return check.movingTo !== undefined
        ? checks.movingTo(safe(check.slot), safe(check.movingTo))
        : checks.owner(safe(check.slot), safe(check.owner ?? ''));
    case 'key':
      return check.is === undefined
        ? checks.noKey(safe(check.key))
        : checks.key(safe(check.key), safe(check.is));
    case 'known':
      return checks.known(node, check.nodes);
    case 'covered':
      return checks.covered(check.slots);
    case 'info':
      return checks.info(node, safe(check.field), safe(check.is));
  }
}

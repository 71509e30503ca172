import type { ClusterView } from '../../../shell/session.ts';
import type { KeyEvent } from '../../../shell/tasks/events/key-events.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import { letterSpan } from '../naming/node-names.ts';
import { quoteKey } from '../naming/show-key.ts';
import type { TranscriptLine } from '../transcript/transcript-line.ts';
import { lines, type Told } from './told.ts';

/** The command that a list of keys looks like the answer of. */
const KEYS = [Buffer.from('KEYS')];

/** Keys of the whole cluster: as they are found, each behind its node's letter; as one list; or only how many. */
export function tellKeys(event: KeyEvent, view: ClusterView, { tasks }: Words): Told {
  switch (event.type) {
    case 'key-total': {
      const missed = event.missing > 0 ? ` · ${tasks.nodesMissing(event.missing)}` : '';
      return lines({ left: [{ text: `(integer) ${event.keys}` }, { text: missed, role: 'warn' }] });
    }
    case 'keys-found': {
      const letter = letterSpan(view, event.node);
      const node = { ...letter, text: `${letter.text} ` };
      return lines(...event.keys.map((key): TranscriptLine => ({ left: [node, { text: quoteKey(key) }] })));
    }
    case 'keys-end': {
      const text = event.more
        ? tasks.scanLimit(event.keys, groupDigits(event.keys))
        : tasks.keysFound(event.keys, groupDigits(event.keys));
      return lines({ left: [], prose: { text, role: event.more ? 'warn' : 'dim' } });
    }
    case 'key-list': {
      const items = event.keys.map(value => ({ type: 'bulk' as const, value }));
      const heading: TranscriptLine = { left: [{ text: tasks.keysLimit(items.length), role: 'warn' }] };
      return {
        kind: 'reply',
        ...(event.more ? { heading } : {}),
        reply: { type: 'array', items },
        args: KEYS,
      };
    }
  }
}

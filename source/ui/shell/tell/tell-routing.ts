import type { ClusterView } from '../../../shell/session.ts';
import { routingModes } from '../../../shell/state/routing-mode.ts';
import type { RoutingEvent } from '../../../shell/tasks/events/routing-events.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import { learntLine } from '../ledger/hop-lines.ts';
import { nodeName } from '../naming/node-names.ts';
import { choiceLines } from '../transcript/choice-lines.ts';
import { failureLines, noticeLine, type TranscriptLine } from '../transcript/transcript-line.ts';
import { lines, type Told } from './told.ts';

/** What `:mode`, `:stale` and `:nat` told. */
export function tellRouting(event: RoutingEvent, view: ClusterView, words: Words): Told {
  const { routing } = words;
  const isAlone = view.state === 'standalone';
  switch (event.type) {
    case 'mode-told':
      return lines(
        ...choiceLines(routingModes, event.mode, routing.modeDoes),
        ...(isAlone ? [prose(words.why.alone)] : []),
      );
    case 'cache-refreshed':
      return lines(
        learntLine(event, view, words),
        ...(event.failure ? failureLines(event.failure, words) : []),
      );
    case 'no-cache':
      return lines(noticeLine(isAlone ? words.why.alone : routing.staleWantsSmart, 'warn'));
    case 'cache-spoiled': {
      const { slots, one } = event;
      if (slots === 0) return lines(noticeLine(routing.nothingToSpoil, 'warn'));
      const text = one
        ? routing.spoiledOne(one.slot, nodeName(view, one.was), nodeName(view, one.is))
        : routing.spoiled(slots);
      return lines(prose(text));
    }
    case 'nat-told':
      return lines(...natLines(event, words));
  }
}

function natLines(
  { entries, added, removed }: Extract<RoutingEvent, { type: 'nat-told' }>,
  { routing }: Words,
): TranscriptLine[] {
  if (added) return [prose(routing.natAdded(added.announced, added.dialled))];
  if (removed) {
    const tell = removed.wasThere ? routing.natRemoved : routing.natUnknown;
    return [prose(tell(removed.announced))];
  }
  if (entries.length === 0) return [prose(routing.natEmpty)];
  return entries.map(({ announced, dialled }) => ({
    left: [
      { text: `  ${escapeText(announced)}` },
      { text: ' → ', role: 'dim' },
      { text: escapeText(dialled), role: 'accent' },
    ],
  }));
}

function prose(text: string): TranscriptLine {
  return { left: [{ text: '  ' }], prose: { text: escapeText(text) } };
}

import type { PreviewKey } from '../../../shell/preview/line-preview.ts';
import type { Span } from '../../components/line.ts';
import type { LineWindow } from '../../editor/window-line.ts';

/** The typed line as it is shown, the hash tags of its keys standing out: they are what is hashed, nothing else of the key. */
export function markTags(line: string, keys: readonly PreviewKey[], { shown, places }: LineWindow): Span[] {
  const [first, last] = [places[0]?.at ?? 0, places.at(-1)?.at ?? 0];
  const spans: Span[] = [];
  let done = 0;
  for (const key of keys) {
    if (key.hashTag === undefined || key.end <= first || key.start > last) continue;
    const tag = tagRange(line, key);
    const inside = tag ? places.filter(({ at }) => at >= tag.start && at < tag.end) : [];
    const [from] = inside;
    if (!from || from.to < done) continue;
    const end = places.find(({ at }) => tag && at >= tag.end)?.to ?? shown.length;
    spans.push({ text: shown.slice(done, from.to) }, { text: shown.slice(from.to, end), role: 'accent' });
    done = end;
  }
  return [...spans, { text: shown.slice(done) }].filter(({ text }) => text !== '');
}

/** Where the tag stands in the line; undefined when it is typed with escapes, so that it cannot be pointed at. */
function tagRange(
  line: string,
  { start, end, hashTag }: PreviewKey,
): { start: number; end: number } | undefined {
  const at = line.slice(start, end).indexOf(`{${hashTag}}`);
  if (at < 0 || hashTag === undefined) return undefined;
  return { start: start + at + 1, end: start + at + 1 + hashTag.length };
}

import type { LinePreview } from '../../../shell/preview/line-preview.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { drawHeader } from '../live/draw-header.ts';
import { drawMap } from '../live/draw-map.ts';
import { drawPreview } from '../live/draw-preview.ts';
import type { TranscriptLine } from './transcript-line.ts';

/** Rows for the keys of a line. */
const mostPreviewRows = 20;

export interface WhereOptions {
  view: ClusterView;
  /** What a line would do, when one was given. */
  preview?: LinePreview;
  width: number;
  words: Words;
}

/** What the live region shows, as lines: the cluster with all its nodes, and what a line would do. */
export function tellWhere({ view, preview, width, words }: WhereOptions): TranscriptLine[] {
  const room = width - 1;
  const map =
    view.nodes.length === 0 ? [] : drawMap(view, { width: room, maxRows: view.nodes.length, words });
  const would = preview
    ? drawPreview(preview, { view, words, width: room, indent: 2, maxRows: mostPreviewRows })
    : [];
  return [drawHeader(view, room, words), ...map, ...would].map(left => ({ left }));
}

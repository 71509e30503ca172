import type { Cast, CastEvent } from './cast.ts';

/** Seconds: less than a frame of 60 Hz. */
const SAME_FRAME_S = 0.01;

/** A recording whose outputs that come so close together that nobody tells them apart are one: a program writes a frame in pieces. */
export function joinFrames(cast: Cast): Cast {
  const events: CastEvent[] = [];
  let pieces: string[] = [];
  let at = 0;
  const close = () => {
    if (pieces.length > 0) events.push({ at, kind: 'output', text: pieces.join('') });
    pieces = [];
  };
  for (const event of cast.events) {
    if (event.kind === 'resize' || event.at - at >= SAME_FRAME_S) close();
    if (event.kind === 'resize') events.push(event);
    else {
      if (pieces.length === 0) at = event.at;
      pieces.push(event.text);
    }
  }
  close();
  return { ...cast, events };
}

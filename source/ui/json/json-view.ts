import type { DownEvent, GuideEvent } from '../../guide/events.ts';

/**
 * Events as JSON lines, for programs: each event is one object on one line, as it is, but for a password that was made:
 * only the file it is kept in is told. JSON escapes control characters itself; the rest that could deceive a terminal
 * (C1, bidirectional, separators) is written as `\u` escapes, so that the lines are plain ASCII.
 */
export function jsonView<Event extends GuideEvent | DownEvent>(
  write: (text: string) => void,
): (event: Event) => void {
  return event => write(`${asciiJson(withoutSecret(event))}\n`);
}

function withoutSecret(event: GuideEvent | DownEvent): unknown {
  if (event.type !== 'password-made') return event;
  const { type, at, file } = event;
  return { type, at, file };
}

/** JSON of ASCII characters alone (RFC 8259 §7). */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes, and resolves when the stream takes more, or the signal ends the wait for that. */
export async function writeAll(stream: Writable, text: string | Buffer, signal: AbortSignal): Promise<void> {
  if (text.length === 0 || stream.write(text)) return;
  await once(stream, 'drain', { signal }).catch(() => undefined);
}

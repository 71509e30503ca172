import { addAbortSignal, type Readable } from 'node:stream';

const LINE_FEED = 0x0a;

/**
 * The lines of a stream as bytes, without their line feeds; a last line without one counts. Ends early, quietly, when
 * the signal is aborted.
 */
export async function* readLines(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  let open: Buffer[] = [];
  try {
    for await (const chunk of addAbortSignal(signal, stream)) {
      let rest = Buffer.from(chunk);
      for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
        yield Buffer.concat([...open, rest.subarray(0, end)]);
        open = [];
        rest = rest.subarray(end + 1);
      }
      if (rest.length > 0) open.push(rest);
    }
  } catch (thrown) {
    if (signal.aborted) return;
    throw thrown;
  }
  if (open.length > 0) yield Buffer.concat(open);
}

import { addAbortSignal, type Readable } from 'node:stream';

/** The chunks of a stream, each read when it is asked for. Ends early, quietly, when the signal is aborted. */
export async function* readChunks(stream: Readable, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of addAbortSignal(signal, stream)) yield Buffer.from(chunk);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}

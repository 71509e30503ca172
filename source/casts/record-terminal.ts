import { StringDecoder } from 'node:string_decoder';
import { CastFile } from './cast-file.ts';

/** A run whose terminal is recorded. What is typed is not: it may be a secret. */
export interface Recording {
  /** To be written to instead of the streams that were given. */
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** From here on this text is recorded as asterisks, wherever it is shown in one piece. */
  hide(secret: string): void;
  /** Ends it; resolves with why it has ended before the session, if it has. */
  end(): string | undefined;
}

interface Streams {
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Records what is written to the terminal into a new file, as asciicast v2, with changes of its size. What goes into a pipe or a
 * file is no part of it; where neither stream is a terminal, both are recorded as one of 80 by 24 would show them.
 * The header holds the size, the time and TERM, and nothing else of this machine.
 * @throws {CastFailure} `recording-exists`, `file-unwritable` (exit 2)
 */
export function recordTerminal(path: string, { stdout, stderr, env }: Streams): Recording {
  const terminal = [stdout, stderr].find(({ isTTY }) => isTTY);
  const size = () => ({ columns: terminal?.columns || 80, rows: terminal?.rows || 24 });
  const { columns, rows } = size();
  const term = env['TERM'];
  const file = new CastFile(path, {
    ...{ version: 2, width: columns, height: rows, timestamp: Math.floor(Date.now() / 1000) },
    ...(term !== undefined && { env: { TERM: term } }),
  });
  const began = performance.now();
  const at = () => (performance.now() - began) / 1000;
  const secrets: string[] = [];

  const take = (said: string) => {
    if (said === '') return;
    let text = said;
    for (const secret of secrets) text = text.replaceAll(secret, '*'.repeat(secret.length));
    // As the terminal's driver does it (ONLCR), in raw mode too.
    file.add({ at: at(), kind: 'output', text: text.replace(/\r?\n/g, '\r\n') });
  };
  const resized = () => file.add({ at: at(), kind: 'resize', ...size() });
  terminal?.on('resize', resized);
  const recorded = (stream: NodeJS.WriteStream) =>
    stream.isTTY || !terminal ? withListener(stream, take) : stream;

  return {
    stdout: recorded(stdout),
    stderr: recorded(stderr),
    hide(secret) {
      if (secret !== '') secrets.push(secret);
    },
    end() {
      terminal?.off('resize', resized);
      file.close();
      return file.problem;
    },
  };
}

/** The stream, with somebody who hears what is written to it. */
function withListener(stream: NodeJS.WriteStream, hear: (text: string) => void): NodeJS.WriteStream {
  // A character may come in two pieces.
  const decoder = new StringDecoder('utf8');
  const write = (chunk: string | Uint8Array, ...others: []) => {
    hear(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
    return stream.write(chunk, ...others);
  };
  return new Proxy(stream, {
    get(target, property) {
      if (property === 'write') return write;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

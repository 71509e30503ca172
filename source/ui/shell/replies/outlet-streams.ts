import { Writable } from 'node:stream';
import type { OpenOutlet } from '../../../hosts/open-outlet.ts';
import { escapeLines } from '../../escape-text.ts';

/** Where a line for several nodes writes what it found, and what it remarks on. */
export interface OutletStreams {
  output: Writable;
  remarks: Writable;
  /** Resolves when all of it was taken. @throws {Failure} when the outlet failed */
  end(): Promise<void>;
}

/** What is found goes into the outlet, remarks and failures into the transcript. */
export function outletStreams(open: OpenOutlet, print: (text: string) => void): OutletStreams {
  let failure: unknown;
  let isWanted = true;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!isWanted) return done();
      open.write(chunk).then(
        taken => {
          isWanted = taken;
          done();
        },
        thrown => {
          isWanted = false;
          failure = thrown;
          done();
        },
      );
    },
  });
  const remarks = new Writable({
    write(chunk: Buffer, _encoding, done) {
      print(escapeLines(chunk.toString().trimEnd()));
      done();
    },
  });
  const end = async () => {
    await new Promise<void>(resolve => output.end(resolve));
    if (failure !== undefined) throw failure;
  };
  return { output, remarks, end };
}

// Makes the recording that the lesson `half-cluster` shows: a network that is really cut, and mended, in the lab (test/lab/cut.ts).
// Root on Linux, after `npm test` has installed what the lab needs.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CastEvent } from '../source/casts/cast.ts';
import { joinFrames } from '../source/casts/join-frames.ts';
import { loadCast } from '../source/casts/load-cast.ts';
import { recordCut, startCutLab } from '../test/lab/cut.ts';
import { labAvailable } from '../test/lab/lab.ts';

const target = fileURLToPath(new URL('../source/lessons/half-cluster/cut.cast', import.meta.url));

/** Time to read a line. */
const PACE_MS = 1500;

/** As in the file, with the pieces of a frame in one line, and milliseconds: a third less of it. */
function eventLine(event: CastEvent): unknown {
  const at = Math.round(event.at * 1000) / 1000;
  return event.kind === 'output' ? [at, 'o', event.text] : [at, 'r', `${event.columns}x${event.rows}`];
}

const available = labAvailable();
if (!available.ok) throw new Error(`The recording is made in the lab: ${available.why}`);
const lab = await startCutLab();
try {
  const { file } = await recordCut(lab, PACE_MS);
  const { header, events } = joinFrames(await loadCast(file));
  const text = [header, ...events.map(eventLine)].map(line => `${JSON.stringify(line)}\n`).join('');
  await writeFile(target, text);
  console.log(`${target}: ${text.length} bytes`);
} finally {
  await lab.close();
}

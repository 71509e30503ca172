// Makes the recording that the lesson `half-cluster` shows: a network that is really cut, and mended, in the lab (test/lab/cut.ts).
// Root on Linux, after `npm test` has installed what the lab needs.
import { copyFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { recordCut, startCutLab } from '../test/lab/cut.ts';
import { labAvailable } from '../test/lab/lab.ts';

const target = fileURLToPath(new URL('../source/lessons/half-cluster/cut.cast', import.meta.url));

/** Time to read a line. */
const PACE_MS = 1500;

const available = labAvailable();
if (!available.ok) throw new Error(`The recording is made in the lab: ${available.why}`);
const lab = await startCutLab();
try {
  const { file } = await recordCut(lab, PACE_MS);
  await copyFile(file, target);
  console.log(`${target}: ${(await stat(target)).size} bytes`);
} finally {
  await lab.close();
}

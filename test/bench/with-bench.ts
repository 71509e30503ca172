import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../../scripts/build.js';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import type { BenchContext } from './part.ts';

/** Builds the program for what is measured, and takes everything away again: also when it is interrupted. */
export async function withBench<Result>(
  short: boolean,
  measure: (context: BenchContext) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'slotsh-bench-'));
  const removeNow = () => rmSync(directory, { recursive: true, force: true });
  // Servers, terminals and the lab end with this process; a signal alone would not let them.
  const interrupted = () => process.exit(130);
  process.once('exit', removeNow).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  let cluster: Promise<RunningCluster> | undefined;
  try {
    // As it is installed: beside a package.json that says what kind of modules these are.
    await writeFile(join(directory, 'package.json'), '{ "type": "module" }\n');
    await buildProgram(join(directory, 'dist'));
    return await measure({
      cli: join(directory, 'dist/cli.js'),
      home: await mkdtemp(join(directory, 'home-')),
      short,
      cluster: () => {
        // Redis' own timeout: on a busy machine no node may be taken for dead.
        cluster ??= startCluster({ nodeTimeoutMs: 15_000 });
        return cluster;
      },
      say: () => undefined,
    });
  } finally {
    await (await cluster)?.stop();
    await rm(directory, { recursive: true, force: true });
    process.off('exit', removeNow).off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

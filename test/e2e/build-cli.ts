import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from '../../scripts/build.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
let built: Promise<string> | undefined;

/**
 * The program as it stands in the sources, built once a test file; resolves with the path of its `cli.js`.
 * It lies below node_modules, where it finds its packages and its package.json.
 */
export function buildCli(): Promise<string> {
  built ??= buildInto();
  return built;
}

async function buildInto(): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const outdir = await mkdtemp(join(cache, 'slotsh-'));
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await buildProgram(outdir);
  return join(outdir, 'cli.js');
}

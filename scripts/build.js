// Builds dist/cli.js: one ESM entry, split so that a command loads only what it uses
// (ssh2, ioredis and Ink stay in chunks of their own until they are imported).
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// ssh2 tries a native part and `cpu-features`, Ink tries `react-devtools-core`: none is needed,
// and a bundle cannot carry them. Each becomes a module that throws, which both packages expect.
/** @type {import('esbuild').Plugin} */
const withoutOptionalParts = {
  name: 'without-optional-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.node$|^cpu-features$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not part of the bundle`)});`,
      loader: 'js',
    }));
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};', loader: 'js' }));
  },
};

// Packages in CommonJS (ssh2) ask for these three; an ES module has none of them.
const commonJsNames = [
  "import { createRequire as slotshCreateRequire } from 'node:module';",
  "import { fileURLToPath as slotshFileURLToPath } from 'node:url';",
  "import { dirname as slotshDirname } from 'node:path';",
  'const require = slotshCreateRequire(import.meta.url);',
  'const __filename = slotshFileURLToPath(import.meta.url);',
  'const __dirname = slotshDirname(__filename);',
].join('\n');

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Builds the program into a directory, which is emptied first.
 * @param {string} outdir
 */
export async function buildProgram(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [join(root, 'cli.tsx')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: { js: commonJsNames },
    plugins: [withoutOptionalParts],
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildProgram(join(root, 'dist'));

// Builds dist/cli.js: one ESM entry, split so that a command loads only what it uses
// (ssh2, ioredis and Ink stay in chunks of their own until they are imported).
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { loadTogether } from './load-together.js';

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

// ioredis names both for TLS and for Lua scripts, and loads them before it is asked for either: 3 ms of a start, 0.05 times bare
// node. It gets the same modules, loaded when it first uses something of them.
/** @type {import('esbuild').Plugin} */
const builtinsWhenUsed = {
  name: 'builtins-when-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:tls|crypto)$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/ioredis/') ? { path, namespace: 'when-used' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'when-used' }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
      loader: 'js',
    }));
  },
};

// Packages in CommonJS (ssh2) ask for these three; an ES module has none of them. Only the files that ask get them: 8 ms of a start.
const commonJsNames = [
  "import { createRequire as slotshCreateRequire } from 'node:module';",
  "import { fileURLToPath as slotshFileURLToPath } from 'node:url';",
  "import { dirname as slotshDirname } from 'node:path';",
  'const require = slotshCreateRequire(import.meta.url);',
  'const __filename = slotshFileURLToPath(import.meta.url);',
  'const __dirname = slotshDirname(__filename);',
].join('\n');

const root = fileURLToPath(new URL('..', import.meta.url));

const asksForNames = /typeof require\b|\b__(?:filename|dirname)\b/;

/** @satisfies {import('esbuild').BuildOptions} */
const options = {
  absWorkingDir: root,
  entryPoints: ['cli.tsx'],
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  jsx: 'automatic',
  // Less to read; names stay, for stacks and for errors that are told apart by them.
  minifyWhitespace: true,
  minifySyntax: true,
  // yoga, which lays Ink's screens out, has its wasm as a text; asking Node for `fetch` to read it took 15 ms of the first frame.
  define: { 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
  plugins: [withoutOptionalParts, builtinsWhenUsed],
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
};

/**
 * The program's files, not yet written, and what lies in each.
 * @param {string} outdir
 */
export async function bundleProgram(outdir) {
  const plugins = [await loadTogether(options), ...options.plugins];
  return build({ ...options, plugins, outdir, write: false, metafile: true });
}

/**
 * Builds the program into a directory, which is emptied first.
 * @param {string} outdir
 */
export async function buildProgram(outdir) {
  const { outputFiles } = await bundleProgram(outdir);
  await rm(outdir, { recursive: true, force: true });
  for (const { path, text } of outputFiles) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, asksForNames.test(text) ? `${commonJsNames}\n${text}` : text);
  }
  await copyLessons(join(outdir, 'lessons'));
}

/**
 * Lessons are data, a folder each, and lie beside the chunks, as they lie beside the sources.
 * @param {string} target
 */
async function copyLessons(target) {
  const source = join(root, 'source/lessons');
  const entries = await readdir(source, { withFileTypes: true });
  for (const { name } of entries.filter(entry => entry.isDirectory())) {
    await cp(join(source, name), join(target, name), { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildProgram(join(root, 'dist'));

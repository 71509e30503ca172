// What is loaded together lies in one file. esbuild's splitting alone makes a file of each set of modules that the same
// `import()`s reach: 65 files for `slotsh exec PING`, which took 0.7 times bare node to find and read, 89 for the shell's first frame.
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * What a person waits for. The house's modules that the first of them needs are one file, what the next one needs besides is the
 * next file; a command that needs a part of a file loads it whole.
 */
const waitedFor = [
  'source/commands/run-program.ts',
  'source/commands/exec.ts',
  'source/commands/connect.ts',
  'source/ui/shell/run-shell-screen.tsx',
];

/** Packages that are slow to load: modules that need one of them are in a file of their own beside those that do not. */
const slow = ['ioredis', 'ink', 'ssh2'];

/**
 * @typedef {Map<string, readonly string[]>} Files the file of a module: all modules in it, as paths from the root
 * @typedef {import('esbuild').Metafile['inputs']} Inputs
 */

/**
 * The plugin for the real build. What an `import()` of the house loads becomes a module that imports every file it needs a part
 * of, all its modules, and then the one that was asked for: so esbuild finds all modules of a file reached by the same `import()`s.
 * @param {import('esbuild').BuildOptions & { absWorkingDir: string }} options
 * @returns {Promise<import('esbuild').Plugin>}
 */
export async function loadTogether(options) {
  const look = { packages: /** @type {const} */ ('external'), write: false, outdir: 'dist', metafile: true };
  const { metafile } = await build({ ...options, ...look });
  const { inputs } = metafile ?? { inputs: {} };
  const files = divide(inputs);
  const root = options.absWorkingDir;
  return {
    name: 'load-together',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer, resolveDir }) =>
        kind === 'dynamic-import' && !importer.includes('node_modules')
          ? { path: join(resolveDir, path), namespace: 'wanted' }
          : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'wanted' }, ({ path }) => {
        const wanted = [...reach(inputs, path.slice(root.length), files)].filter(module => files.has(module));
        const lines = wanted.map(module => `import ${JSON.stringify(join(root, module))};`);
        return {
          contents: [...lines, `export * from ${JSON.stringify(path)};`].join('\n'),
          resolveDir: root,
        };
      });
    },
  };
}

/**
 * @param {Inputs} inputs
 * @returns {Files}
 */
function divide(inputs) {
  /** @type {Map<string, string[]>} */
  const byNeeds = new Map();
  /** @type {Files} */
  const files = new Map();
  for (const wait of waitedFor) {
    for (const module of reach(inputs, wait)) {
      if (!inputs[module] || files.has(module) || waitedFor.includes(module)) continue;
      const reached = reach(inputs, module);
      const needs = [wait, ...slow.filter(name => reached.has(name))].join(' ');
      const file = byNeeds.get(needs) ?? [];
      file.push(module);
      byNeeds.set(needs, file);
      files.set(module, file);
    }
  }
  return files;
}

/**
 * The modules that are loaded with one, itself among them, and the names of packages; with `files`, of each of these all that
 * lies in its file.
 * @param {Inputs} inputs
 * @param {string} from
 * @param {Files} [files]
 * @returns {Set<string>}
 */
function reach(inputs, from, files) {
  const reached = new Set([from]);
  for (const module of reached) {
    for (const { path, kind } of inputs[module]?.imports ?? [])
      if (kind !== 'dynamic-import') reached.add(path);
    for (const neighbour of files?.get(module) ?? []) reached.add(neighbour);
  }
  return reached;
}

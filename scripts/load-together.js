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
 * @typedef {Map<string, string>} Files which file a module goes to; modules as paths from the root
 * @typedef {import('esbuild').Metafile['inputs']} Inputs
 */

/**
 * The plugin for the real build. What an `import()` of the house loads becomes a module that imports each file it needs a part of,
 * all its modules, before the one that was asked for: so that esbuild finds all modules of a file wanted by the same `import()`s.
 * @param {import('esbuild').BuildOptions & { absWorkingDir: string }} options
 * @returns {Promise<import('esbuild').Plugin>}
 */
export async function loadTogether(options) {
  const { metafile } = await build({
    ...options,
    packages: 'external',
    write: false,
    outdir: 'dist',
    metafile: true,
  });
  const { inputs } = metafile;
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
        const wanted = new Set([...reach(inputs, path.slice(root.length))].map(module => files.get(module)));
        const whole = [...files].filter(([, file]) => wanted.has(file)).map(([module]) => join(root, module));
        const imports = whole.map(module => `import ${JSON.stringify(module)};`);
        return {
          contents: [...imports, `export * from ${JSON.stringify(path)};`].join('\n'),
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
  /** @type {Files} */
  const files = new Map();
  for (const wait of waitedFor) {
    for (const module of reach(inputs, wait)) {
      if (!inputs[module] || files.has(module) || waitedFor.includes(module)) continue;
      const needs = slow.filter(name => [...reach(inputs, module)].includes(name));
      files.set(module, [wait, ...needs].join(' '));
    }
  }
  return files;
}

/**
 * The modules that are loaded with one, itself among them, and the names of packages.
 * @param {Inputs} inputs
 * @param {string} from
 * @returns {Set<string>}
 */
function reach(inputs, from) {
  const reached = new Set([from]);
  for (const module of reached) {
    for (const { path, kind } of inputs[module]?.imports ?? [])
      if (kind !== 'dynamic-import') reached.add(path);
  }
  return reached;
}

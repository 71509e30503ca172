import { beforeAll, describe, expect, test } from 'vitest';
import { bundleProgram } from '../../scripts/build.js';

type Outputs = Awaited<ReturnType<typeof bundleProgram>>['metafile']['outputs'];
let outputs: Outputs;
beforeAll(async () => {
  ({ outputs } = (await bundleProgram('/nowhere')).metafile);
}, 30_000);

/** What is read for these modules, each asked for by an `import()`: how many files, and which packages and rooms lie in them. */
function read(...modules: string[]) {
  const files = new Set(modules.map(entryOf));
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[path]) files.add(path);
    }
  }
  const sources = [...files].flatMap(file => Object.keys(outputs[file]?.inputs ?? {}));
  const packages = sources.flatMap(source => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []);
  return { files: files.size, packages: new Set(packages), sources };
}

function entryOf(module: string): string {
  const found = Object.keys(outputs).find(file => outputs[file]?.entryPoint?.endsWith(module));
  if (!found) throw new Error(`nothing imports ${module}`);
  return found;
}

const exec = ['cli.tsx', 'source/commands/run-program.ts', 'source/commands/exec.ts'];
const shell = [
  ...['cli.tsx', 'source/commands/run-program.ts', 'source/commands/connect.ts', 'source/words/en/en.ts'],
  ...['source/shell/line/history.ts', 'source/ui/shell/run-shell-screen.tsx'],
];

describe('what a start reads', () => {
  test('--version: nothing but itself', () => {
    const { files, packages } = read('cli.tsx');
    expect(packages).toEqual(new Set());
    expect(files).toBeLessThanOrEqual(2);
  });

  test('exec PING: ioredis, a handful of files, and no words', () => {
    const { files, packages, sources } = read(...exec);
    expect(packages).toContain('ioredis');
    for (const other of ['meow', 'ink', 'react', 'ssh2', 'yaml', 'string-width']) {
      expect(packages).not.toContain(other);
    }
    expect(sources.filter(source => source.startsWith('source/words/en/'))).toEqual([]);
    expect(files).toBeLessThanOrEqual(8);
  });

  test("the shell's first frame: Ink, and one language; ioredis comes after it", () => {
    const { files, packages, sources } = read(...shell);
    expect(packages).toContain('ink');
    for (const other of ['ioredis', 'meow', 'ssh2', 'yaml']) expect(packages).not.toContain(other);
    expect(read('source/shell/open-session.ts').packages).toContain('ioredis');
    expect(sources.filter(source => source.startsWith('source/words/zh/'))).toEqual([]);
    expect(files).toBeLessThanOrEqual(24);
  });

  test('flags: meow, and not before there are any', () => {
    expect(read('node_modules/meow/build/index.js').packages).toContain('meow');
    expect(read('cli.tsx', 'source/commands/run-program.ts').packages).toEqual(new Set());
  });
});

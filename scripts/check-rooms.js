// The house's import rules: which room may know which. `values` may be imported whole, `types` only with `import type`.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const pure = ['cluster', 'spec', 'words'];
const edges = ['redis', 'hosts'];
const engines = ['guide', 'shell'];

/** @type {Record<string, { values: string[], types: string[] }>} */
const mayKnow = {
  cluster: { values: [], types: pure },
  spec: { values: [], types: pure },
  words: { values: [], types: pure },
  redis: { values: ['cluster'], types: pure },
  casts: { values: ['cluster'], types: pure },
  hosts: { values: ['cluster', 'spec'], types: pure },
  guide: { values: [...pure, ...edges], types: [] },
  shell: { values: [...pure, ...edges], types: [] },
  lessons: { values: [...pure, ...engines], types: edges },
  ui: { values: pure, types: [...edges, ...engines, 'casts', 'lessons'] },
  commands: { values: [...pure, ...edges, ...engines, 'casts', 'lessons', 'ui'], types: [] },
};

/** Views are made from the engines' pure parts; these few are all the screen may call. */
const alsoForUi = [
  'shell/commands/blocking-command',
  'shell/complete/',
  'shell/help/',
  'shell/line/',
  'shell/preview/cure-cross-slot',
  'shell/reply/',
  'shell/state/routing-mode',
  'shell/story',
  'shell/streams/stream-command',
  'lessons/stage',
  'guide/guide',
  'guide/files/diff-lines',
];

const source = fileURLToPath(new URL('../source/', import.meta.url));
const importStatement = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)/gm;
const faults = [];

for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const room = relative(source, file).split('/')[0] ?? '';
  for (const [, type, from, dynamic] of readFileSync(file, 'utf8').matchAll(importStatement)) {
    const target = from ?? dynamic ?? '';
    if (!target.startsWith('.')) continue;
    const known = relative(source, resolve(dirname(file), target));
    const other = known.split('/')[0] ?? '';
    if (other === room) continue;
    const rule = mayKnow[room];
    const allowed =
      rule?.values.includes(other) ||
      (type && rule?.types.includes(other)) ||
      (room === 'ui' && alsoForUi.some(path => known.startsWith(path)));
    if (!allowed) faults.push(`${relative(source, file)} may not import ${type ? 'types of ' : ''}${known}`);
  }
}

for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0 ? 'rooms: every import keeps the house rules' : `rooms: ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

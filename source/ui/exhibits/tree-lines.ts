import type { Words } from '../../words/words.ts';
import { type Line, line, span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';

type Branch = Map<string, Branch | null>;

/**
 * The guide's `tree`: paths below `root`, directories end with `/`. Sorted by name, with the count that `tree` prints
 * (the root is not counted).
 */
export function treeLines(root: string, paths: readonly string[], words: Words): Line[] {
  const top: Branch = new Map();
  for (const path of paths) plant(top, path);
  const counts = { directories: 0, files: 0 };
  const branches = branchLines(top, '', counts);
  const count = words.setup.treeCount(counts.directories, counts.files);
  return [line(span('strong', escapeText(root))), ...branches, line(span('dim', count))];
}

function plant(top: Branch, path: string): void {
  const names = path.split('/').filter(name => name !== '');
  let branch = top;
  names.forEach((name, depth) => {
    const isFile = depth === names.length - 1 && !path.endsWith('/');
    const below = branch.get(name) ?? (isFile ? null : new Map());
    branch.set(name, below);
    if (below) branch = below;
  });
}

function branchLines(branch: Branch, indent: string, counts: { directories: number; files: number }): Line[] {
  const entries = [...branch].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return entries.flatMap(([name, below], index) => {
    const last = index === entries.length - 1;
    const twig = span('dim', `${indent}${last ? '└── ' : '├── '}`);
    if (below === null) {
      counts.files += 1;
      return [line(twig, escapeText(name))];
    }
    counts.directories += 1;
    const deeper = branchLines(below, `${indent}${last ? '    ' : '│   '}`, counts);
    return [line(twig, span('accent', `${escapeText(name)}/`)), ...deeper];
  });
}

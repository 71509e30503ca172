import type { Change } from '../../guide/change.ts';
import { diffLines } from '../../guide/files/diff-lines.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, type Span, span, wrapSpan } from '../components/line.ts';
import { textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import { formatArgv } from './format-argv.ts';

/**
 * Everything that would be changed: host by host its directories, files with their differences and commands, then the
 * commands that form the cluster. Lines wrap at `width` columns; infinite: they do not.
 */
export function planLines(changes: readonly Change[], words: Words, width: number): Line[] {
  if (changes.length === 0) return [line(words.setup.plan.nothing)];
  const onHosts = changes.filter(change => change.kind !== 'form-cluster');
  const hosts = [...new Set(onHosts.map(change => change.host))];
  const forming = changes.filter(change => change.kind === 'form-cluster').flatMap(change => change.commands);
  const blocks = [
    ...hosts.map(host => [
      line(span('strong', escapeText(host))),
      ...onHosts.filter(change => change.host === host).flatMap(change => changeLines(change, words, width)),
    ]),
    ...(forming.length > 0
      ? [[line(span('strong', words.setup.plan.forming)), ...formingLines(forming, width)]]
      : []),
  ];
  return blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}

type HostChange = Exclude<Change, { kind: 'form-cluster' }>;

function changeLines(change: HostChange, words: Words, width: number): Line[] {
  const { plan } = words.setup;
  switch (change.kind) {
    case 'make-directory':
      return labelled(
        span('ok', `+ ${plan.makeDirectory}`),
        `${change.path}/`,
        formatMode(change.mode),
        width,
      );
    case 'write-file': {
      const isNew = change.before === null;
      const label = isNew ? span('ok', `+ ${plan.newFile}`) : span('warn', `~ ${plan.changedFile}`);
      return [
        ...labelled(label, change.path, formatMode(change.mode), width),
        ...differenceLines(change.before, change.content, width),
      ];
    }
    case 'run': {
      const where = change.cwd === undefined ? '' : ` (${escapeText(change.cwd)})`;
      const command = wrapSpan({ text: formatArgv(change.argv) }, width - 4, 2);
      return command.map((row, index) =>
        index === 0
          ? line('  ', span('accent', '$ '), ...row, ...(command.length === 1 ? [span('dim', where)] : []))
          : line('    ', ...row),
      );
    }
    case 'remove':
      return labelled(span('fail', `- ${plan.remove}`), change.path, '', width);
  }
}

function labelled(label: Span, path: string, mode: string, width: number): Line[] {
  const indent = 2 + textWidth(label.text) + 2;
  const rows = wrapSpan({ text: escapeText(path) }, width - indent, 2);
  return rows.map((row, index) =>
    index === 0
      ? line('  ', label, '  ', ...row, span('dim', rows.length === 1 && mode !== '' ? `  ${mode}` : ''))
      : line(' '.repeat(indent), ...row),
  );
}

function differenceLines(before: string | null, content: string, width: number): Line[] {
  return diffLines(before ?? '', content).flatMap(({ kind, text }) => {
    const look = { added: 'ok', removed: 'fail', same: 'dim', gap: 'dim' } as const;
    const mark = { added: '+ ', removed: '- ', same: '  ', gap: '… ' }[kind];
    return wrapSpan(span(look[kind], `${mark}${escapeText(text)}`), width - 6, 2).map(row =>
      line('      ', ...row),
    );
  });
}

function formingLines(commands: readonly { node: string; command: string }[], width: number): Line[] {
  const nodeWidth = Math.max(...commands.map(({ node }) => textWidth(escapeText(node))));
  return commands.flatMap(({ node, command }) => {
    const lead = escapeText(node).padEnd(nodeWidth);
    const rows = wrapSpan({ text: escapeText(command) }, width - nodeWidth - 4, 2);
    return rows.map((row, index) =>
      index === 0 ? line('  ', span('dim', lead), '  ', ...row) : line(' '.repeat(nodeWidth + 4), ...row),
    );
  });
}

/** `0440`: as chmod takes it. */
function formatMode(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

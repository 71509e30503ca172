import type { Change } from '../../guide/change.ts';
import { diffLines } from '../../guide/files/diff-lines.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, lineWidth, type Span, span, wrapSpan } from '../components/line.ts';
import { padText, textWidth } from '../components/text-width.ts';
import { escapeText } from '../escape-text.ts';
import { type FileChange, findLikeness } from './find-likeness.ts';
import { formatArgv } from './format-argv.ts';
import { groupForming, type NodeCommand } from './group-forming.ts';

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
      ...hostLines(
        onHosts.filter(change => change.host === host),
        words,
        width,
      ),
    ]),
    ...(forming.length > 0
      ? [[line(span('strong', words.setup.plan.forming)), ...formingLines(forming, words, width)]]
      : []),
  ];
  return blocks.flatMap((block, index) => (index === 0 ? block : [[], ...block]));
}

type HostChange = Exclude<Change, { kind: 'form-cluster' }>;

/** A host's changes in their order; of files that repeat each other the first is shown whole, the others by what differs. */
function hostLines(changes: readonly HostChange[], words: Words, width: number): Line[] {
  const whole: FileChange[] = [];
  return changes.flatMap(change => {
    if (change.kind !== 'write-file') return changeLines(change, words, width);
    const like = findLikeness(change, whole);
    if (!like) {
      whole.push(change);
      return changeLines(change, words, width);
    }
    const told = words.setup.plan.like(escapeText(like.path), escapeText(like.from), escapeText(like.to));
    return [
      ...fileLine(change, words, width),
      ...wrapSpan(span('dim', told), width - 6, 2).map(row => line('      ', ...row)),
    ];
  });
}

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
    case 'write-file':
      return [...fileLine(change, words, width), ...differenceLines(change.before, change.content, width)];
    case 'run': {
      const where = change.cwd === undefined ? '' : `(${escapeText(change.cwd)})`;
      const rows = wrapSpan({ text: formatArgv(change.argv) }, width - 4, 2);
      const command = rows.map((row, index) =>
        index === 0 ? line('  ', span('accent', '$ '), ...row) : line('    ', ...row),
      );
      return withNote(command, where, width);
    }
    case 'remove':
      return labelled(span('fail', `- ${plan.remove}`), change.path, '', width);
  }
}

function fileLine({ before, path, mode }: FileChange, { setup }: Words, width: number): Line[] {
  const { plan } = setup;
  const label = before === null ? span('ok', `+ ${plan.newFile}`) : span('warn', `~ ${plan.changedFile}`);
  return labelled(label, path, formatMode(mode), width);
}

function labelled(label: Span, path: string, mode: string, width: number): Line[] {
  const indent = 2 + textWidth(label.text) + 2;
  const rows = wrapSpan({ text: escapeText(path) }, width - indent, 2).map((row, index) =>
    index === 0 ? line('  ', label, '  ', ...row) : line(' '.repeat(indent), ...row),
  );
  return withNote(rows, mode, width);
}

/** The rows with a note behind the last one, or below it where there is no room. */
function withNote(rows: readonly Line[], note: string, width: number): Line[] {
  const last = rows.at(-1) ?? [];
  if (note === '') return [...rows];
  if (lineWidth(last) + 2 + textWidth(note) <= width) {
    return [...rows.slice(0, -1), line(...last, span('dim', `  ${note}`))];
  }
  return [...rows, ...wrapSpan(span('dim', note), width - 6).map(row => line('      ', ...row))];
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

function formingLines(commands: readonly NodeCommand[], words: Words, width: number): Line[] {
  const { plan } = words.setup;
  const all = plan.allNodes(new Set(commands.map(({ node }) => node)).size);
  const rows = groupForming(commands).map(row =>
    row.to === 'others'
      ? { lead: all, text: plan.meetOthers(row.of) }
      : { lead: row.to === 'all' ? all : escapeText(row.node), text: escapeText(row.command) },
  );
  const leadWidth = Math.max(...rows.map(({ lead }) => textWidth(lead)));
  return rows.flatMap(({ lead, text }) =>
    wrapSpan({ text }, width - leadWidth - 4, 2).map((row, index) =>
      index === 0
        ? line('  ', span('dim', padText(lead, leadWidth)), '  ', ...row)
        : line(' '.repeat(leadWidth + 4), ...row),
    ),
  );
}

/** `0440`: as chmod takes it. */
function formatMode(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../source/guide/change.ts';
import { lineText, lineWidth } from '../../../source/ui/components/line.ts';
import { groupForming } from '../../../source/ui/plan/group-forming.ts';
import { planLines } from '../../../source/ui/plan/plan-lines.ts';
import { plannedLines } from '../../../source/ui/plan/planned-lines.ts';
import { nextCommands } from '../../../source/ui/setup/next-commands.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { sampleCluster } from '../setup/sample-run.ts';

const words = wordsFor('en');
const file = (
  port: number,
  content = `port ${port}\nbus 1${port}\n`,
  before: string | null = null,
): Change => ({
  kind: 'write-file',
  host: 'h',
  path: `/srv/redis/${port}/conf/redis.conf`,
  before,
  content,
  mode: 0o440,
});
const told = (changes: readonly Change[], width = Number.POSITIVE_INFINITY) =>
  planLines(changes, words, width).map(lineText);

describe('files that repeat each other', () => {
  it('are shown once, then by the name in which they differ', () => {
    expect(told([file(6371), file(6372)])).toEqual([
      'h',
      '  + new file  /srv/redis/6371/conf/redis.conf  0440',
      '      + port 6371',
      '      + bus 16371',
      '  + new file  /srv/redis/6372/conf/redis.conf  0440',
      '      as 6371/conf/redis.conf, with 6372 for 6371',
    ]);
  });

  it('are shown whole when anything else differs: a byte, what stands there, the mode, the host', () => {
    const others: Change[] = [
      file(6372, 'port 6372\nbus 16372\nmaxmemory 1\n'),
      file(6372, undefined, 'port 6372\n'),
      { ...file(6372), mode: 0o600 } as Change,
      { ...file(6372), host: 'g' } as Change,
    ];
    for (const other of others) expect(told([file(6371), other]).join('\n')).not.toContain('as 6371/');
    const changed = [6371, 6372].map(port => file(port, undefined, `port ${port}\n`));
    expect(told(changed).join('\n')).toContain('as 6371/');
  });
});

describe('the commands that form a cluster', () => {
  const nodes = ['h:1', 'h:2', 'h:3', 'h:4'];
  const meets = (others: (node: string) => readonly string[]) =>
    nodes.flatMap(node =>
      others(node).map(other => ({ node, command: `CLUSTER MEET ${other.replace(':', ' ')}` })),
    );

  it('are one row where every node gets the same', () => {
    const alike = nodes.map(node => ({ node, command: 'CONFIG SET cluster-node-timeout 1000' }));
    const epochs = nodes.map((node, index) => ({ node, command: `CLUSTER SET-CONFIG-EPOCH ${index + 1}` }));
    expect(groupForming([...alike, ...epochs])).toEqual([
      { to: 'all', node: 'h:1', command: 'CONFIG SET cluster-node-timeout 1000' },
      ...epochs.map(row => ({ to: 'one', ...row })),
    ]);
    expect(groupForming([...alike.slice(0, 3), ...epochs])).toHaveLength(7);
  });

  it('are one row when each node meets every other, else one a node that names them', () => {
    expect(groupForming(meets(node => nodes.filter(other => other !== node)))).toEqual([
      { to: 'others', of: 3 },
    ]);
    const some = groupForming(meets(node => nodes.filter(other => other !== node).slice(0, 2)));
    expect(some).toHaveLength(4);
    expect(some[0]).toEqual({ to: 'one', node: 'h:1', command: 'CLUSTER MEET h 2, h 3' });
    // As many as if each met every other, but one meets a node more and one meets a node less; or each meets itself too.
    const uneven = { 'h:1': nodes, 'h:2': nodes.slice(0, 2) } as Record<string, string[]>;
    expect(groupForming(meets(node => uneven[node] ?? nodes.slice(0, 3)))).toHaveLength(4);
    expect(groupForming(meets(() => nodes.slice(0, 3)))).toHaveLength(4);
  });

  it('leave no command out, whatever is missing', () => {
    const commands = fc.array(
      fc.record({
        node: fc.constantFrom(...nodes),
        command: fc.constantFrom(
          'CONFIG SET x 1',
          'CLUSTER MEET h 1',
          'CLUSTER MEET h 2',
          'CLUSTER MEET h 3',
        ),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(commands, all => {
        const names = [...new Set(all.map(({ node }) => node))];
        const said = groupForming(all).flatMap(row => {
          if (row.to === 'others') return names.flatMap(node => Array(row.of).fill(`${node} CLUSTER MEET`));
          const each = row.command
            .split(', ')
            .map((part, index) => (index > 0 ? `CLUSTER MEET ${part}` : part));
          const to = row.to === 'all' ? names : [row.node];
          return to.flatMap(node => each.map(command => `${node} ${command}`));
        });
        const short = (texts: string[]) => texts.map(text => text.replace(/(MEET).*/, '$1')).sort();
        expect(short(said)).toEqual(short(all.map(({ node, command }) => `${node} ${command}`)));
      }),
    );
  });
});

describe('a plan', () => {
  const { plan } = sampleCluster(2, 3);
  const next = nextCommands('my cluster.yaml');
  const text = (changes: readonly Change[], width = Number.POSITIVE_INFINITY) =>
    plannedLines({ outcome: 'planned', changes, plan }, next, words, width).map(lineText);
  const run: Change = {
    kind: 'run',
    host: 'g',
    purpose: 'compose-up',
    argv: ['docker', 'compose', 'up', '-d'],
    cwd: '/usr/local/docker-redis',
  };
  const form: Change = { kind: 'form-cluster', commands: [{ node: 'h:1', command: 'CLUSTER MEET h 2' }] };

  it('ends with how much it is and that nothing was changed', () => {
    expect(text([file(6371), run, form]).slice(-2)).toEqual([
      'Nothing was changed.',
      "To do with `slotsh up 'my cluster.yaml'`: 1 file, 1 command on 2 hosts; 1 command to 1 node.",
    ]);
    expect(text([])).toEqual(['Nothing would be changed: everything holds already.']);
  });

  it('has the table of slots only where a cluster would be formed', () => {
    expect(text([run, form]).join('\n')).toContain('Master[0] -> Slots 0 - 5460');
    expect(text([run]).join('\n')).not.toContain('Master[0]');
  });

  it('fits a width, and loses nothing by it', () => {
    const changes = [file(6371), file(6372), run, form];
    const letters = (texts: string[]) => texts.join('').replace(/\s/g, '');
    for (const width of [79, 50, 30]) {
      const lines = planLines(changes, words, width);
      for (const row of lines) expect(lineWidth(row)).toBeLessThanOrEqual(width);
      expect(letters(lines.map(lineText))).toBe(letters(told(changes)));
    }
  });
});

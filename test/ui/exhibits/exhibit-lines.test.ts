import { describe, expect, it } from 'vitest';
import { lineText, lineWidth } from '../../../source/ui/components/line.ts';
import { allocationLines, guideAllocationLines } from '../../../source/ui/exhibits/allocation-lines.ts';
import { exhibitLines } from '../../../source/ui/exhibits/exhibit-lines.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { sampleCluster } from '../setup/sample-run.ts';

const words = wordsFor('en');
const { plan, table, nodes } = sampleCluster(2, 3);

describe('exhibits', () => {
  it('draws the tree as `tree` does, with its count', () => {
    const paths = [
      '6372/conf/redis.conf',
      '6371/data/',
      '6371/conf/redis.conf',
      '10001/data/',
      'docker-compose.yml',
    ];
    const drawn = exhibitLines({ kind: 'tree', host: 'h', root: '/srv/redis', paths }, words, 80).map(
      lineText,
    );
    expect(drawn).toEqual([
      '/srv/redis',
      '├── 6371/',
      '│   ├── conf/',
      '│   │   └── redis.conf',
      '│   └── data/',
      '├── 6372/',
      '│   └── conf/',
      '│       └── redis.conf',
      '├── 10001/',
      '│   └── data/',
      '└── docker-compose.yml',
      '7 directories, 3 files',
    ]);
  });

  it('prints the allocation in the words of redis-cli', () => {
    expect(guideAllocationLines({ ...plan, warnings: [] }, words, 80).map(lineText)).toEqual([
      'Master[0] -> Slots 0 - 5460  192.168.10.10:6371',
      'Master[1] -> Slots 5461 - 10922  192.168.10.10:6372',
      'Master[2] -> Slots 10923 - 16383  192.168.10.10:6373',
      'Adding replica 192.168.10.11:6374 to 192.168.10.10:6371',
      'Adding replica 192.168.10.11:6375 to 192.168.10.10:6372',
      'Adding replica 192.168.10.11:6376 to 192.168.10.10:6373',
    ]);
  });

  it('loses no address of the allocation where it is narrow', () => {
    for (const width of [120, 78, 50, 30]) {
      const lines = allocationLines({ ...plan, warnings: [] }, words, width);
      for (const each of lines) expect(lineWidth(each)).toBeLessThanOrEqual(width);
      for (const { host, port } of nodes) expect(lines.map(lineText).join('\n')).toContain(`${host}:${port}`);
    }
  });

  it('puts each master before its replicas in the node table, by letter', () => {
    const lines = exhibitLines({ kind: 'nodes', nodes: [...table].reverse() }, words, 79).map(lineText);
    expect(
      lines
        .slice(1)
        .map(text => text[0])
        .join(''),
    ).toBe('AaBbCc');
    expect(lines[2]).toBe('a  192.168.10.11:6374  replica  of A                1  connected  03030303');
  });

  it('shows a failing node as failing, and one whose master is unknown', () => {
    const sick = { ...table[0]!, flags: ['master', 'fail?'] };
    const { masterId: _, ...orphan } = table[5]!;
    const lines = exhibitLines({ kind: 'nodes', nodes: [sick, orphan] }, words, 79).map(lineText);
    expect(lines[1]).toContain('fail?');
    expect(lines[2]).toMatch(/^\? +192\.168\.10\.11:6376 +replica +\? /);
  });

  it('shows code with spaces where it has tabs, which a terminal would show as it likes', () => {
    const snippets = [{ client: 'go-redis', code: 'func main() {\n\tctx()\n\t\tdeep("\u001b")\n}\n' }];
    const lines = exhibitLines({ kind: 'snippets', snippets }, words, 79).map(lineText);
    expect(lines).toEqual(['go-redis', '  func main() {', '      ctx()', '          deep("\\x1b")', '  }']);
  });

  it('lists containers under their hosts, aligned over all of them', () => {
    const rows = [
      { host: 'a', name: 'redis-1', command: 'x', state: 'Up' },
      { host: 'b', name: 'redis-10000', command: 'y', state: 'Restarting' },
    ];
    expect(exhibitLines({ kind: 'containers', rows }, words, 79).map(lineText)).toEqual([
      'a',
      '  Name         Command  State',
      '  redis-1      x        Up',
      'b',
      '  Name         Command  State',
      '  redis-10000  y        Restarting',
    ]);
  });
});

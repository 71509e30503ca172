import { expect, test } from 'vitest';
import type { Change } from '../../source/guide/change.ts';
import type { PreparedHost } from '../../source/guide/guide-run.ts';
import { tellChange } from '../../source/guide/tell-change.ts';

test('a change is told as it would be typed on its host, and without secrets', () => {
  const hosts = [
    { host: { address: 'a', usesSudo: true } },
    { host: { address: 'b', usesSudo: false } },
  ] as PreparedHost[];
  const command = (host: string): Change => ({
    kind: 'run',
    host,
    purpose: 'pull-image',
    argv: ['docker', 'pull'],
  });
  expect(tellChange(command('a'), hosts)).toMatchObject({ argv: ['sudo', 'docker', 'pull'] });
  expect(tellChange(command('b'), hosts)).toEqual(command('b'));
  const file = { kind: 'write-file', host: 'a', path: '/x', before: null, mode: 0o400 } as const;
  const told = tellChange({ ...file, content: 'requirepass secret\n' }, hosts);
  expect(told).toMatchObject({ content: 'requirepass ***\n' });
});

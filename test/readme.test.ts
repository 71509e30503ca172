import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { en } from '../source/words/en/en.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

describe('the README', () => {
  test('has every failure in its troubleshooting, and none that is gone', () => {
    const section = readme.slice(readme.indexOf('## Troubleshooting'), readme.indexOf('## License'));
    const listed = section
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .flatMap(line => [...(line.split(' | ')[0] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, id]) => id));
    expect(listed.toSorted()).toEqual(Object.keys(en.failures).toSorted());
  });

  test('names every command of the help page', () => {
    for (const [, command] of en.cli.help.matchAll(/^ {2}slotsh (\w+)/gm))
      expect(readme).toContain(`\`slotsh ${command}`);
  });

  test("names every one of the shell's own commands", () => {
    for (const { usage } of Object.values(en.ownCommands))
      expect(readme).toMatch(new RegExp(`\`${usage.split(' ')[0]}\\b`));
  });
});

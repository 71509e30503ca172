import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lessonIds } from '../source/lessons/find-lesson.ts';
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

  test.each([
    ['en', 'README.md'],
    ['zh', 'README.zh-CN.md'],
  ])('lists every lesson with its line of the list, in %s', async (language, file) => {
    const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
    const listed = [...text.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, id, about]) => [id, about]);
    for (const id of await lessonIds(fileURLToPath(new URL('../source/lessons', import.meta.url)))) {
      const narration = readFileSync(
        new URL(`../source/lessons/${id}/${language}.yaml`, import.meta.url),
        'utf8',
      );
      expect(listed).toContainEqual([id, parse(narration).about]);
    }
  });

  test("names every one of the shell's own commands", () => {
    for (const { usage } of Object.values(en.ownCommands))
      expect(readme).toMatch(new RegExp(`\`${usage.split(' ')[0]}\\b`));
  });
});

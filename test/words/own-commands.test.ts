import { expect, test } from 'vitest';
import { type OwnCommandName, ownCommands } from '../../source/shell/line/own-commands.ts';
import { wordsFor } from '../../source/words/words.ts';

test.each(['en', 'zh'] as const)('every own command has its help, and no other has: %s', language => {
  const { ownCommands: own } = wordsFor(language);
  expect(Object.keys(own).sort()).toEqual(Object.keys(ownCommands).sort());
  for (const name of Object.keys(ownCommands) as OwnCommandName[]) {
    expect(own[name].usage.split(' ')[0]).toBe(name);
    expect(own[name].does.trim()).not.toBe('');
    expect(own[name].more.length).toBeGreaterThan(0);
  }
});

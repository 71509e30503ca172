import xterm from '@xterm/headless';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onlyHarmless } from '../../source/casts/only-harmless.ts';
import { hostileOutput } from '../support/hostile-text.ts';

/** What passes of outputs that come one after the other. */
function passed(...texts: string[]): string {
  const events = texts.map((text, at) => ({ at, kind: 'output' as const, text }));
  const cast = onlyHarmless({ header: { version: 2, width: 80, height: 24 }, events });
  return cast.events.map(event => (event.kind === 'output' ? event.text : '')).join('');
}

test.each([
  'plain, 集群, ✓ é\r\n\ttab\b',
  '\x1b[0m\x1b[1;38;5;12m\x1b[38:2::1:2:3mcolours\x1b[m',
  '\x1b[2K\x1b[1A\x1b[2K\x1b[G\x1b[12G\x1b[3B\x1b[2C\x1b[4D\x1b[2J\x1b[H\x1b[3;4H\x1b[J\x1b[K',
  '\x1b[?25l\x1b[?25h',
])('passes as it is: %j', text => {
  expect(passed(text)).toBe(text);
});

test.each([
  ['clipboard', '\x1b]52;c;aGk=\x07'],
  ['clipboard, ended by ST', '\x1b]52;c;aGk=\x1b\\'],
  ['title', '\x1b]0;title\x9c'],
  ['link', '\x1b]8;;http://x\x07'],
  ['other screen, mouse, paste', '\x1b[?1049h\x1b[?1000h\x1b[?2004h\x1b[?2026h\x1b[?25;1049h'],
  ['questions', '\x1b[6n\x1b[c\x1b[>c\x1b[?6n\x1b[18t\x1b[5i'],
  ['scrollback, region, insert', '\x1b[3J\x1b[1;5r\x1b[4h\x1b[10L\x1b[9S'],
  ['reset, character set, cursor put aside', '\x1bc\x1b[!p\x1b(0\x1b#8\x1b7\x1b8'],
  ['device strings', '\x1bP+q544e\x1b\\\x1b_x\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\'],
  ['controls', '\x07\x00\x0e\x0f\x7f\x9b\x05\x0b\x0c'],
  ['deceiving characters', '\u202e\u2066\u200b\u2028\ufeff'],
  ['too large to be meant', `\x1b[${'9'.repeat(99)}A\x1b[99999B`],
  ['interrupted', '\x1b[12\x18\x1b]0;a\x1a'],
  ['one in another', '\x1b[1\x1b[?1049h\x1b]0;x\x1b[?1049h'],
])('drops: %s', (_name, text) => {
  expect(passed(`a${text}b`)).toBe('ab');
  // However it is cut into events.
  expect(passed(...`a${text}b`)).toBe('ab');
});

test('whatever is in a file: nothing goes back to the program, no mode, title or screen is changed', async () => {
  const piece = fc.oneof(
    hostileOutput,
    fc.string({ maxLength: 4 }),
    fc.constantFrom('\x1b', '\x1b[', '\x1b]', '?', ';', '1', 'h', '\x07', '\x1b\\', 'P', '\u009b'),
  );
  const emulator = new xterm.Terminal({ cols: 40, rows: 5, allowProposedApi: true });
  const heard: string[] = [];
  emulator.onData(data => heard.push(data));
  emulator.onTitleChange(title => heard.push(title));
  emulator.onBell(() => heard.push('bell'));
  const modes = JSON.stringify(emulator.modes);
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async texts => {
      await new Promise<void>(resolve => emulator.write(passed(...texts), resolve));
      expect(heard).toEqual([]);
      expect(JSON.stringify(emulator.modes)).toBe(modes);
      expect(emulator.buffer.active.type).toBe('normal');
    }),
  );
  emulator.dispose();
});

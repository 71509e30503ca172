import { PassThrough } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { commandOf, isCommand } from '../../../source/ui/keys/key-bindings.ts';
import { createKeyInput } from '../../../source/ui/keys/key-input.ts';

/** A terminal's two ends: what is written to it, and whether it is raw. */
function terminal() {
  const modes = { raw: false, written: '' };
  const stdin = Object.assign(new PassThrough(), {
    setRawMode: (raw: boolean) => {
      modes.raw = raw;
    },
  });
  const stdout = {
    write: (text: string) => {
      modes.written += text;
      return true;
    },
  };
  const input = createKeyInput(
    stdin as unknown as NodeJS.ReadStream,
    stdout as unknown as NodeJS.WriteStream,
  );
  const keys: string[] = [];
  input.subscribe(key => keys.push(key.text ?? key.name));
  return { stdin, input, keys, modes };
}

afterEach(() => vi.useRealTimers());

test('the terminal is taken with the first start and given back with the last stop', () => {
  const { input, modes, stdin } = terminal();
  input.start();
  input.start();
  expect(modes).toEqual({ raw: true, written: '\x1b[?2004h' });
  input.stop();
  expect(modes.raw).toBe(true);
  input.stop();
  expect(modes).toEqual({ raw: false, written: '\x1b[?2004h\x1b[?2004l' });
  expect(stdin.listenerCount('data')).toBe(0);
  input.stop();
  expect(modes.written).toBe('\x1b[?2004h\x1b[?2004l');
});

test('keys come in order; ESC waits a moment for what may follow', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { input, stdin, keys } = terminal();
  input.start();
  stdin.emit('data', Buffer.from('ab\r\x1b'));
  expect(keys).toEqual(['ab', 'enter']);
  stdin.emit('data', Buffer.from('[A\x1b'));
  expect(keys).toEqual(['ab', 'enter', 'up']);
  vi.advanceTimersByTime(49);
  expect(keys).toHaveLength(3);
  vi.advanceTimersByTime(1);
  expect(keys).toEqual(['ab', 'enter', 'up', 'escape']);
  input.stop();
});

test('a terminal that goes away is a key of its own', () => {
  const { input, stdin, keys } = terminal();
  input.start();
  stdin.emit('error', new Error('read EIO'));
  expect(keys).toEqual(['end-of-input']);
  input.stop();
});

test('bindings: names and characters, asked in the order that the screen means', () => {
  expect(isCommand({ name: 'text', text: 'p' }, 'show-plan')).toBe(true);
  expect(isCommand({ name: 'paste', text: 'p' }, 'show-plan')).toBe(false);
  expect(commandOf({ name: 'ctrl-d' }, ['leave-shell', 'delete-right'])).toBe('leave-shell');
  expect(commandOf({ name: 'ctrl-d' }, ['delete-right'])).toBe('delete-right');
  expect(commandOf({ name: 'f1' }, ['accept'])).toBeUndefined();
});

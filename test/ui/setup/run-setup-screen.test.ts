import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runSetupScreen } from '../../../source/ui/setup/run-setup-screen.tsx';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { sampleRun } from './sample-run.ts';

/** A terminal's two ends as a program sees them, without a terminal. */
function fakeTerminal() {
  let written = '';
  const stdin = Object.assign(new EventEmitter(), {
    isTTY: true,
    isRaw: false,
    setRawMode(raw: boolean) {
      stdin.isRaw = raw;
    },
    resume() {},
    pause() {},
    ref() {},
    unref() {},
    setEncoding() {},
  });
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns: 80,
    rows: 24,
    write(text: string) {
      written += text;
      return true;
    },
  });
  return {
    stdin,
    streams: {
      stdin: stdin as unknown as NodeJS.ReadStream,
      stdout: stdout as unknown as NodeJS.WriteStream,
    },
    type: (text: string) => stdin.emit('data', Buffer.from(text)),
    written: () => written.replace(/\u001b\[[\d;?]*[a-zA-Z]/g, ''),
  };
}

function open() {
  const terminal = fakeTerminal();
  const view = runSetupScreen({ words: wordsFor('en'), theme: createTheme(true), ...terminal.streams });
  return { terminal, view };
}

const events = sampleRun();
const asked = events.find(event => event.type === 'asked')!;

describe('runSetupScreen', () => {
  it('asks, answers, and leaves the summary in the scrollback and the terminal as it was', async () => {
    const { terminal, view } = open();
    await expect.poll(() => terminal.stdin.isRaw).toBe(true);
    for (const event of events) {
      view.emit(event);
      if (event !== asked) continue;
      const answer = view.ask(asked.question);
      await expect.poll(() => terminal.written()).toContain('Can I set the above configuration?');
      terminal.type('y');
      expect(await answer).toBe('yes');
    }
    const done = view.done({ linger: true });
    await expect.poll(() => terminal.written()).toContain('open the shell');
    terminal.type('\r');
    expect(await done).toBe('go-on');
    expect(terminal.stdin.isRaw).toBe(false);
    const summary = terminal.written().slice(terminal.written().lastIndexOf('prepare hosts  unchanged'));
    for (const text of [
      'redis-6376',
      'Master[2]',
      'cluster_state',
      'process.env.REDIS_PASSWORD',
      'up and usable',
      'correct-horse',
    ]) {
      expect(summary).toContain(text);
    }
  });

  it('aborts when the person leaves, gives the question no answer, and tells what was done so far', async () => {
    const { terminal, view } = open();
    await expect.poll(() => terminal.stdin.isRaw).toBe(true);
    for (const event of events.slice(0, events.indexOf(asked) + 1)) view.emit(event);
    const answer = view.ask(asked.question);
    terminal.type('\u0003');
    await expect.poll(() => terminal.written()).toContain('Leave?');
    expect(view.signal.aborted).toBe(false);
    terminal.type('y');
    expect(await answer).toBeNull();
    expect(view.signal.aborted).toBe(true);
    view.emit({ type: 'run-finished', at: 99_999, outcome: 'interrupted', step: 'create-cluster' });
    expect(await view.done({ linger: true })).toBe('leave');
    expect(terminal.written()).toContain('goes on from here');
    expect(terminal.written()).toContain('create cluster  interrupted');
    expect(terminal.stdin.isRaw).toBe(false);
  });

  it('gives the terminal back when the person insists, though the run has not ended', async () => {
    const { terminal, view } = open();
    await expect.poll(() => terminal.stdin.isRaw).toBe(true);
    for (const event of events.slice(0, events.indexOf(asked))) view.emit(event);
    terminal.type('\u0003');
    terminal.type('\u0003');
    await expect.poll(() => terminal.written()).toContain('Ctrl-C at once');
    terminal.type('\u0003');
    await view.atOnce;
    expect(await view.done()).toBe('leave');
    expect(terminal.stdin.isRaw).toBe(false);
    const said = terminal.written();
    expect(said).toContain('create cluster  interrupted');
    view.emit({ type: 'run-finished', at: 99_999, outcome: 'interrupted' });
    expect(await view.done({ linger: true })).toBe('leave');
    expect(terminal.written()).toBe(said);
  });

  it('leaves when asked to stop from outside, also while it is looked at', async () => {
    const stopping = new AbortController();
    const terminal = fakeTerminal();
    const view = runSetupScreen({
      words: wordsFor('en'),
      theme: createTheme(true),
      ...terminal.streams,
      signal: stopping.signal,
    });
    for (const event of events) view.emit(event);
    const done = view.done({ linger: true });
    stopping.abort();
    expect(await done).toBe('leave');
    expect(terminal.stdin.isRaw).toBe(false);
  });
});

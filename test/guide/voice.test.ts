import { afterEach, expect, test, vi } from 'vitest';
import { Voice } from '../../source/guide/voice.ts';

afterEach(() => vi.useRealTimers());

test('the time in which a person thinks is no time of work', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const thinkFor = (ms: number) => async () => {
    vi.advanceTimersByTime(ms);
    return 'yes';
  };
  const voice = new Voice(
    () => undefined,
    { beforehand: () => undefined, ask: thinkFor(60_000) },
    'prepare-hosts',
  );
  vi.advanceTimersByTime(200);
  await voice.ask({ kind: 'install-server', host: 'a', command: 'apt-get' });
  await voice.ask({ kind: 'install-server', host: 'b', command: 'apt-get' });
  vi.advanceTimersByTime(100);
  expect(voice.at).toBe(120_300);
  expect(voice.worked).toBe(300);
});

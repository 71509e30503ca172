import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PatientTimer } from '../../source/hosts/ssh/patient-timer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('its time does not run while a question waits for its answer, or several', async () => {
  const onEnd = vi.fn();
  const timer = new PatientTimer(1000, onEnd);
  await vi.advanceTimersByTimeAsync(600);
  const answers: (() => void)[] = [];
  const ask = () => timer.whileAsking(() => new Promise<void>(resolve => answers.push(resolve)));
  const asked = [ask(), ask()];
  await vi.advanceTimersByTimeAsync(60_000);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(60_000);
  answers[1]?.();
  await Promise.all(asked);
  await vi.advanceTimersByTimeAsync(399);
  expect(onEnd).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(onEnd).toHaveBeenCalledOnce();
});

test('nor while the process itself stands still', async () => {
  vi.useRealTimers();
  const onEnd = vi.fn();
  const timer = new PatientTimer(1000, onEnd);
  const until = performance.now() + 1500;
  while (performance.now() < until);
  await new Promise(resolve => setTimeout(resolve, 0));
  await new Promise(setImmediate);
  expect(onEnd).not.toHaveBeenCalled();
  timer.stop();
});

test('once stopped it never ends', async () => {
  const onEnd = vi.fn();
  const timer = new PatientTimer(1000, onEnd);
  timer.stop();
  await timer.whileAsking(async () => undefined);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(onEnd).not.toHaveBeenCalled();
});

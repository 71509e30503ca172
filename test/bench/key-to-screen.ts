import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import type { Pty } from './pty.ts';
import { quantile } from './rounds.ts';

/** A line whose preview makes the live region as high as it gets. */
const LINE = 'mget alpha beta gamma delta epsilon zeta ';

/** Key to screen, and what a key writes. */
export async function keyFigures(shell: Pty, redisCli: Pty, count: number): Promise<Figure[]> {
  const ours = await pressKeys(shell, count);
  const theirs = await pressKeys(redisCli, count);
  return [
    {
      what: { en: 'Key to screen, 99 of 100 keys', zh: '从按键到屏幕，100 次按键中的 99 次' },
      unit: 'ms',
      ours: quantile(ours.ms, 0.99),
      theirs: { what: { en: '`redis-cli`', zh: '`redis-cli`' }, value: quantile(theirs.ms, 0.99) },
      goal: { most: 16 },
      isClock: true,
      note: `median ${quantile(ours.ms).toFixed(1)} ms`,
    },
    {
      what: {
        en: 'Bytes that a key writes at 80 columns (median)',
        zh: '80 列时一次按键写出的字节数（中位数）',
      },
      unit: 'bytes',
      ours: quantile(ours.bytes),
      spread: [Math.min(...ours.bytes), Math.max(...ours.bytes)],
      goal: { most: 600 },
    },
  ];
}

async function pressKeys(pty: Pty, count: number): Promise<{ ms: number[]; bytes: number[] }> {
  const ms: number[] = [];
  const bytes: number[] = [];
  for (let pressed = 0; pressed < count; pressed++) {
    if (pressed % 20 === 0) {
      pty.write('\x15');
      await pause(100);
      const begun = pty.shows(LINE.trimEnd());
      pty.write(LINE);
      await begun;
    }
    await pause(60 + (pressed % 5) * 7);
    const key = String.fromCharCode(97 + (pressed % 26));
    const before = pty.bytes;
    const shown = pty.shows(key);
    const at = performance.now();
    pty.write(key);
    ms.push((await shown) - at);
    await pause(20);
    bytes.push(pty.bytes - before);
  }
  pty.write('\x15');
  await pause(100);
  return { ms, bytes };
}

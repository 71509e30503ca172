import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figures.ts';
import { cpuTime } from './process-facts.ts';
import type { Pty } from './pty.ts';

/** The shell while nobody types: its map goes on being read. */
export async function restFigures(shell: Pty, seconds: number): Promise<Figure[]> {
  await pause(1500);
  const bytes = shell.bytes;
  const busy = cpuTime(shell.pid);
  await pause(seconds * 1000);
  return [
    {
      what: { en: 'Share of a core at rest, the map live', zh: '空闲且槽位图实时更新时占用一个核心的比例' },
      unit: '%',
      ours: ((cpuTime(shell.pid) - busy) / (seconds * 1000)) * 100,
      goal: { most: 1 },
      isClock: true,
    },
    {
      what: {
        en: `Bytes written in ${seconds} s without a change`,
        zh: `${seconds} 秒内没有变化时写出的字节数`,
      },
      unit: 'bytes',
      ours: shell.bytes - bytes,
      goal: { most: 0 },
    },
  ];
}

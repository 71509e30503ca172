import { textWidth } from '../components/text-width.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';
import type { Desk } from './desk.ts';
import type { Pace } from './pace.ts';
import { questionLines } from './shows.ts';
import { typeSlowly } from './type-slowly.ts';

/** Milliseconds: between two characters; before Enter; for a text of any length, and for each of its columns. */
const times = { typing: 55, beforeEnter: 700, reading: 900, column: 32, afterLine: 1200, thinking: 2200 };

/** It plays by itself, with time to read; nobody types. */
export function autoPace({ speed }: { speed: number }): Pace {
  const pause = (ms: number, desk: Desk) =>
    desk.until<void>({
      shows: playing(desk),
      press: key => leavesBy(key, desk),
      start(done) {
        const timer = setTimeout(done, ms / speed);
        return () => clearTimeout(timer);
      },
    });
  const reading = (text: string) => times.reading + times.column * textWidth(text.replaceAll('\n', ' '));

  return {
    idleKeys: leavesBy,
    afterText: (text, desk) => pause(reading(text), desk),
    async ask(asked, desk) {
      desk.narrate('', questionLines(asked, desk.width));
      await pause(reading([asked.ask, ...asked.options].join('')) + times.thinking, desk);
      return undefined;
    },
    async run({ line }, desk) {
      await typeSlowly(line, desk, times.typing / speed, key => {
        leavesBy(key, desk);
        return undefined;
      });
      await pause(times.beforeEnter, desk);
      const over = desk.until<void>({
        shows: playing(desk),
        press: key => leavesBy(key, desk),
        ran: (_, done) => done(),
      });
      desk.enter();
      await over;
      await pause(times.afterLine, desk);
    },
    goOn: desk => pause(times.reading, desk),
  };
}

function playing({ words: { lessonScreen } }: Desk) {
  const { does } = lessonScreen;
  return { kind: 'keys' as const, keys: [{ keys: 'Ctrl-C', does: does.leave }] };
}

/** All keys are the lesson's; the terminal's own do as in the shell. */
function leavesBy(key: Key, desk: Desk): boolean {
  if (isCommand(key, 'clear-screen') || isCommand(key, 'cycle-live')) return false;
  if (isCommand(key, 'lesson-leave')) desk.leave();
  return true;
}

import type { LineToRun } from '../../lessons/stage.ts';
import type { KeyHint } from '../components/key-hints.ts';
import type { Key } from '../keys/key.ts';
import { commandOf, isCommand } from '../keys/key-bindings.ts';
import { optionOf } from './answer-keys.ts';
import type { Desk } from './desk.ts';
import type { Pace } from './pace.ts';
import { type Asked, questionLines } from './shows.ts';
import { typeSlowly } from './type-slowly.ts';

/** Milliseconds between two characters. */
const TYPING_MS = 40;

/**
 * Somebody shows the lesson to a room: nothing moves by itself. Space types the next line, runs it, goes on; each step has a
 * screen of its own. What else is typed goes to the prompt: a question from the room is answered there.
 */
export function presentPace(): Pace {
  /** The room was asked about the line: its Space types it. */
  let isAsked = false;
  return {
    isShown: true,
    idleKeys: (key, desk) => leaves(key, desk) || (isGo(key) && desk.isUntyped),
    begin: desk => desk.hit('ctrl-l'),
    async beforeText(part, desk) {
      if (part === 'then') await untilGo(desk, desk.words.lessonScreen.does.explain);
    },
    async ask(asked, desk) {
      const option = await askTheRoom(asked, desk);
      isAsked = asked.line !== undefined;
      return option;
    },
    async run(line, desk) {
      do {
        if (!isAsked) await untilGo(desk, desk.words.lessonScreen.does.typeNext);
        isAsked = false;
        await typeSlowly(line.line, desk, TYPING_MS, key => (isGo(key) ? 'hurry' : undefined));
      } while (!(await untilRun(line, desk)));
    },
    goOn: (desk, { does }) => untilGo(desk, does),
  };
}

/** The question stands in the transcript, for all to see; a digit notes what the room says. */
function askTheRoom(asked: Asked, desk: Desk): Promise<number | undefined> {
  const { does, keys: names } = desk.words.lessonScreen;
  desk.narrate('', questionLines(asked, desk.width));
  const keys = [
    ...goHints(desk, asked.line === undefined ? does.reveal : does.typeNext),
    { keys: names.digits(asked.options.length), does: does.choose },
    leaveHint(desk),
  ];
  return desk.until<number | undefined>({
    shows: { kind: 'keys', keys },
    press(key, done) {
      if (leaves(key, desk)) return true;
      if (!desk.isBare) return false;
      const option = optionOf(key, asked);
      if (option === undefined && !isGo(key)) return false;
      done(option);
      return true;
    },
  });
}

/** Space, or Enter as many clickers send it, or the page key of others. */
function isGo(key: Key): boolean {
  return commandOf(key, ['lesson-go']) !== undefined;
}

function leaves(key: Key, desk: Desk): boolean {
  if (!isCommand(key, 'interrupt') || !desk.isBare) return false;
  desk.leave();
  return true;
}

function goHints(desk: Desk, does: string): KeyHint[] {
  return [{ keys: desk.words.lessonScreen.keys.space, does }];
}

function leaveHint({ words }: Desk): KeyHint {
  return { keys: 'Ctrl-C', does: words.lessonScreen.does.leave };
}

/** Waits for Space on an empty line; one that is pressed while a line of the room's runs counts when it is over. */
function untilGo(desk: Desk, does: string): Promise<void> {
  let isMeant = false;
  return desk.until<void>({
    shows: { kind: 'keys', keys: [...goHints(desk, does), leaveHint(desk)] },
    press(key, done) {
      if (leaves(key, desk)) return true;
      if (!isGo(key) || !desk.isUntyped) return false;
      if (desk.isBare) done();
      else isMeant = true;
      return true;
    },
    ran(_, done) {
      if (isMeant) done();
    },
  });
}

/** Space runs what is typed; false when something else ran, or the line was taken away. */
function untilRun(line: LineToRun, desk: Desk): Promise<boolean> {
  const { does } = desk.words.lessonScreen;
  return desk.until<boolean>({
    shows: { kind: 'keys', keys: [...goHints(desk, does.run), leaveHint(desk)] },
    press(key, done) {
      if (leaves(key, desk)) return true;
      const { running, question, line: now } = desk.state;
      if (question) return false;
      if (running) return isGo(key);
      if (now.text === '') {
        done(false);
        return isGo(key);
      }
      if (!isGo(key) || now.text !== line.line) return false;
      desk.enter();
      return true;
    },
    ran: (typed, done) => done(line.isIt(typed)),
  });
}

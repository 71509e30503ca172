import type { NodeAddress } from '../../cluster/address.ts';
import { formatAddress, sameAddress } from '../../cluster/address.ts';
import type { LineToRun } from '../../lessons/stage.ts';
import { findOwnCommand } from '../../shell/line/own-commands.ts';
import type { KeyHint } from '../components/key-hints.ts';
import { type Line, span } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';
import { nodeSpan } from '../shell/naming/node-names.ts';
import { askWithKeys } from './answer-keys.ts';
import type { Desk } from './desk.ts';
import type { Pace } from './pace.ts';
import { joinLines } from './shows.ts';

/** The learner types at her own pace; whatever else she types runs, too. */
export const learnPace: Pace = {
  // While the lesson itself does something, no line of the learner's may come in between.
  idleKeys: (key, desk) => isCommand(key, 'run-line') && !desk.state.question && !desk.state.search,
  ask: askWithKeys,
  async run(line, desk) {
    const { current } = desk.view;
    const { does } = desk.words.lessonScreen;
    const keys: KeyHint[] = [
      { keys: 'Tab', does: does.typeIt },
      { keys: 'Enter', does: does.run },
      { keys: 'Ctrl-D', does: does.leave },
    ];
    for (;;) {
      const typed = await desk.until<string>({
        shows: { kind: 'line', line: line.line, keys },
        press: key => typeRest(key, line.line, desk),
        ran: (given, done) => done(given),
      });
      if (line.isIt(typed)) return;
      if (isHelp(typed)) tellHelp(desk);
      else tellItWaits(line, desk);
      await moveBack(current, desk);
    }
  },
  async goOn(desk, { isTold, does }) {
    if (!isTold) return;
    const { leave } = desk.words.lessonScreen.does;
    const keys: KeyHint[] = [
      { keys: 'Enter', does },
      ...(does === leave ? [] : [{ keys: 'Ctrl-D', does: leave }]),
    ];
    await desk.until<void>({
      shows: { kind: 'keys', keys },
      press(key, done) {
        if (!isCommand(key, 'run-line') || !desk.isBare) return false;
        done(undefined);
        return true;
      },
      ran: typed => {
        if (isHelp(typed)) tellHelp(desk);
      },
    });
  },
};

/** Tab on the beginning of the line types the rest of it. */
function typeRest(key: Key, line: string, desk: Desk): boolean {
  const { text, cursor } = desk.state.line;
  const { menu, search, question } = desk.state;
  if (!isCommand(key, 'complete') || menu || search || question) return false;
  if (cursor < text.length || text === line || !line.startsWith(text)) return false;
  desk.type(line.slice(text.length));
  return true;
}

/** Something else ran: that is welcome, and the lesson goes on waiting. */
function tellItWaits({ line, hint }: LineToRun, desk: Desk): void {
  const { stillWaits, hint: hintWord } = desk.words.lessonScreen;
  const heads: Line[] = [[{ text: `${stillWaits}  ` }, span('strong', escapeText(line))]];
  desk.narrate(hint === undefined ? '' : `${hintWord} ${joinLines(hint)}`, heads);
}

function isHelp(typed: string): boolean {
  return findOwnCommand(typed.trim()) === 'help';
}

function tellHelp(desk: Desk): void {
  desk.narrate(desk.words.lessonScreen.help.join('\n\n'));
}

/** The prompt goes back to where the lesson is: what it says next is about that node. */
async function moveBack(to: NodeAddress | undefined, desk: Desk): Promise<void> {
  const { current } = desk.view;
  if (!to || !current || sameAddress(current, to) || desk.view.inTransaction) return;
  await desk.give(`connect ${formatAddress(to)}`);
  const text = desk.words.lessonScreen.promptBack(nodeSpan(desk.view, to).text);
  desk.print([{ left: [span('dim', `  ${text}`)] }]);
}

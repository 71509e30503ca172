import { splitOutlet } from '../../shell/line/split-outlet.ts';
import { LineRunner, type LineTools } from './line-runner.ts';
import type { ShellEffect, ShellEnd } from './shell-state.ts';
import { StreamDesk } from './streams/stream-desk.ts';
import { tellWhere } from './transcript/tell-where.ts';
import type { TranscriptLine } from './transcript/transcript-line.ts';

/** The lines given before; the engine keeps secrets out of them. */
export interface LineHistory {
  readonly entries: readonly string[];
  add(line: string): unknown;
}

/** What effects act upon. */
export interface EffectTools extends Omit<LineTools, 'printLines'> {
  history: LineHistory;
  /** A transcript line with SGR codes, fitted to the width. */
  paint: (line: TranscriptLine) => string;
  /** An empty screen. */
  clear: () => void;
  leave: (end: ShellEnd) => void;
}

/** Makes the function that does what the reducer asks for. One command runs at a time. */
export function createEffects(tools: EffectTools): (effect: ShellEffect) => void {
  const { session, history, words, paint, print, tell } = tools;
  const printLines: LineTools['printLines'] = (lines, when) => {
    print(lines.map(line => `${paint(line)}\n`).join(''), when);
  };
  const runner = new LineRunner({ ...tools, printLines });
  const streams = new StreamDesk({
    ...{ streams: session.streams, view: () => session.view, tell },
    printLines: lines => printLines(lines, 'at-once'),
    isPrinting: () => runner.isPrinting,
  });
  const where = (line: string) => {
    const { command } = splitOutlet(line);
    const preview = command.trim() === '' ? undefined : session.preview(command);
    return tellWhere({ view: session.view, width: tools.width(), words, ...(preview && { preview }) });
  };

  return effect => {
    switch (effect.type) {
      case 'print':
        printLines(effect.lines);
        break;
      case 'print-reply':
        runner.printReply(effect);
        break;
      case 'print-told':
        runner.printTold(effect.told);
        break;
      case 'show-last':
        void runner.showLast(effect.as);
        break;
      case 'run':
      case 'run-task':
        void runner.begin(effect);
        break;
      case 'stop':
        runner.stop();
        break;
      case 'end-streams':
        streams.end();
        break;
      case 'remember':
        history.add(effect.line);
        tell({ type: 'history-changed', entries: history.entries });
        break;
      case 'tell-where':
        printLines(where(effect.line));
        break;
      case 'show':
        session.show(effect.detail);
        break;
      case 'clear-screen':
        tools.clear();
        break;
      case 'leave':
        streams.close();
        tools.leave(effect.end);
        break;
    }
  };
}

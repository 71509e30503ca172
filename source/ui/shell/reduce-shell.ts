import type { HopEvent } from '../../shell/events.ts';
import { parseLine } from '../../shell/line/parse-line.ts';
import { splitOutlet } from '../../shell/line/split-outlet.ts';
import type { ClusterView } from '../../shell/session.ts';
import type { Words } from '../../words/words.ts';
import { groupDigits } from '../components/format-quantity.ts';
import { editLine } from '../editor/edit-line.ts';
import { editOfKey } from '../editor/edit-of-key.ts';
import type { EditEvent } from '../editor/line-state.ts';
import type { Key } from '../keys/key.ts';
import { isCommand } from '../keys/key-bindings.ts';
import { answerQuestion } from './asking/answer-question.ts';
import { takePaste } from './asking/ask-about-paste.ts';
import { askDanger } from './asking/ask-danger.ts';
import { askToLeave, giveUp, leave } from './asking/leave-shell.ts';
import { beginLine } from './begin-line.ts';
import { keepLedger } from './ledger/keep-ledger.ts';
import { cycleLive } from './live/cycle-live.ts';
import { learnKeys } from './menu/learn-keys.ts';
import { followMenu, pressMenu } from './menu/press-menu.ts';
import { isRepetition, justBegun, watchRunning } from './running.ts';
import { beginSearch, searchWithKey } from './search-keys.ts';
import type { ShellEffect, ShellInput, ShellState, ShellStep } from './shell-state.ts';
import { endStreams, reduceStreams } from './streams/streams-state.ts';
import { reduceTask } from './tell/reduce-task.ts';
import { dimLine, echoLine } from './transcript/echo-line.ts';
import { tellChanges, tellMove } from './transcript/tell-changes.ts';
import { noticeLine } from './transcript/transcript-line.ts';
import { rememberEvent, rememberNews } from './why/past.ts';

/** The shell: keys, events of the running command and news of the cluster in; the next state and what is to be done out. Pure. */
export function reduceShell(state: ShellState, input: ShellInput, words: Words): ShellStep {
  if (state.isOver) return stay(state);
  switch (input.type) {
    case 'key':
      return menuFollows(state, reduceKey(state, input.key, words));
    case 'happened':
      return takeEvent(state, input.event, words);
    case 'task-told': {
      const knowledge = learnKeys(state.knowledge, input.event);
      return reduceTask({ ...state, knowledge }, input.event, words);
    }
    case 'streams-changed':
    case 'stream-told':
      return reduceStreams(state, input, words);
    case 'repeats': {
      const { time, times } = input;
      return stay({ ...state, running: { ...(state.running ?? justBegun), repeat: { time, times } } });
    }
    case 'repeat-ended': {
      const text = words.streams.stoppedAfter(groupDigits(input.done), groupDigits(input.times));
      return { state, effects: [{ type: 'print', lines: [noticeLine(text, 'warn')] }] };
    }
    case 'dangerous': {
      const { running: _, ...idle } = state;
      return stay({ ...idle, question: askDanger(input.danger, input.effect, state.view, words) });
    }
    case 'opened': {
      const { opening: _, ...opened } = state;
      return runNext({ ...opened, view: input.view }, words);
    }
    case 'opening-lasts':
      return stay(state.opening ? { ...state, opening: { isLong: true } } : state);
    case 'ran':
      return runNext(state, words);
    case 'second': {
      const { running } = state;
      if (!running) return stay(state);
      return stay({ ...state, running: { ...running, seconds: running.seconds + 1 } });
    }
    case 'view-changed':
      return takeView(state, input.view, words);
    case 'history-changed':
      return stay(edited(state, { type: 'history-changed', history: input.entries }));
    case 'catalogue-learned':
      return stay({ ...state, knowledge: { ...state.knowledge, catalogue: input.catalogue } });
    case 'aside-changed': {
      const { aside: _, ...others } = state;
      return stay({ ...others, ...(input.aside && { aside: input.aside }) });
    }
    case 'line-given':
      if (!isFree(state)) return stay({ ...state, queue: [...state.queue, input.line] });
      return followUp(runGiven(state, input.line, words), words);
    case 'terminal-lent':
      return stay({ ...state, isLent: input.isLent });
    case 'ended':
      return leave(state, true);
  }
}

/** The running command said something. */
function takeEvent(state: ShellState, event: HopEvent, words: Words): ShellStep {
  const { view, trace } = state;
  const { ledger, lines, reply } = keepLedger(state.ledger, event, { view, words, trace });
  const isSilent = isRepetition(state.running) && event.type.startsWith('hop-');
  const effects: ShellEffect[] = lines.length > 0 && !isSilent ? [{ type: 'print', lines }] : [];
  if (reply) effects.push({ type: 'print-reply', ...reply });
  const running = watchRunning(state.running, event, view);
  const knowledge = learnKeys(state.knowledge, event, state.ledger.args);
  const past = rememberEvent(state.past, event, view);
  return { state: { ...state, ledger, knowledge, past, ...(running && { running }) }, effects };
}

/** The cluster, or the prompt's place in it, is another one than before. */
function takeView(state: ShellState, view: ClusterView, words: Words): ShellStep {
  const lines = tellChanges(state.view, view, words);
  // While a command runs its own events say where the prompt goes.
  if (!state.running) lines.push(...tellMove(state.view, view, words));
  const effects: ShellEffect[] = lines.length > 0 ? [{ type: 'print', lines }] : [];
  const past = rememberNews(state.past, state.view, view);
  return { state: { ...state, view, past }, effects };
}

function reduceKey(before: ShellState, key: Key, words: Words): ShellStep {
  // A cluster is not taken down because its terminal went away.
  if (key.name === 'end-of-input') return leave(before, true);
  const { hint: _, ...state } = before;
  if (state.question) return followUp(answerQuestion(state, state.question, key, words), words);
  if (isCommand(key, 'clear-screen')) return { state, effects: [{ type: 'clear-screen' }] };
  if (isCommand(key, 'cycle-live')) return cycleLive(state);
  if (state.search) {
    const { state: searched, goesOn } = searchWithKey(state, state.search, key);
    return goesOn ? reduceKey(searched, key, words) : stay(searched);
  }
  const completed = pressMenu(state, key);
  if (completed) return stay(completed);
  if (isCommand(key, 'interrupt')) return interrupt(state, words);
  if (isCommand(key, 'search-history')) return stay(beginSearch(state));
  if (isCommand(key, 'leave-shell') && state.line.text === '') return askToLeave(state, words);
  if (isCommand(key, 'run-line')) return giveLine(state, words);
  if (key.name === 'paste') return stay(takePaste(state, key.text ?? '', words));
  const edit = editOfKey(key);
  return stay(edit ? edited(state, edit) : state);
}

/**
 * Ctrl-C: gives a session up that takes long to come; stops what runs and drops what waits, else drops what is typed, else ends
 * streams, else says how one leaves.
 */
function interrupt(state: ShellState, words: Words): ShellStep {
  const { opening, running, line, queue } = state;
  if (opening?.isLong) return giveUp(state);
  if (running || queue.length > 0) {
    const { leavesAfter: _, ...stays } = state;
    const stopped = { ...stays, queue: [], ...(running && { running: { ...running, stopping: true } }) };
    const dropped = noticeLine(words.shell.linesDropped(queue.length), 'warn');
    const said: ShellEffect[] = queue.length > 0 ? [{ type: 'print', lines: [dropped] }] : [];
    return { state: stopped, effects: running ? [...said, { type: 'stop' }] : said };
  }
  if (line.text === '' && line.waiting.length === 0) {
    return state.streams ? endStreams(state, words) : stay({ ...state, hint: 'ctrl-d-leaves' });
  }
  return stay(edited(state, { type: 'dropped' }));
}

/** Enter: runs the line, or puts it behind the one that runs. */
function giveLine(state: ShellState, words: Words): ShellStep {
  const given = state.line.text;
  const taken = edited(state, { type: 'taken' });
  if (given.trim() === '') return stay(taken);
  if (!isFree(taken)) return stay({ ...taken, queue: [...state.queue, given] });
  return followUp(runLine(taken, given, words), words);
}

/** The command is over: the lines behind it run, until one takes its time, asks something or leaves. */
function runNext({ running: _, ...idle }: ShellState, words: Words): ShellStep {
  let state: ShellState = idle;
  const effects: ShellEffect[] = [];
  while (isFree(state)) {
    const [next] = state.queue;
    if (next === undefined) {
      if (!state.leavesAfter) break;
      const { leavesAfter: _, ...leaving } = state;
      const step = askToLeave(leaving, words);
      return { state: step.state, effects: [...effects, ...step.effects] };
    }
    const step = runLine({ ...state, queue: state.queue.slice(1) }, next, words);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** May the next line run? */
function isFree({ opening, running, question, isOver }: ShellState): boolean {
  return !opening && !running && !question && !isOver;
}

/** The line goes to the transcript and the history; then the shell does it itself, or the cluster does. */
function runLine(state: ShellState, line: string, words: Words): ShellStep {
  const given: ShellEffect[] = [
    { type: 'print', lines: [echoLine(state.view, line, words)] },
    { type: 'remember', line },
  ];
  return begin(state, line, given, words);
}

/** A line that nobody has typed: it is no part of the history, and looks like it. */
function runGiven(state: ShellState, line: string, words: Words): ShellStep {
  return begin(state, line, [{ type: 'print', lines: [dimLine(echoLine(state.view, line, words))] }], words);
}

function begin(state: ShellState, line: string, given: readonly ShellEffect[], words: Words): ShellStep {
  const { command, outlet } = splitOutlet(line);
  const { state: next, effects } = beginLine(state, parseLine(command), words, outlet);
  return { state: next, effects: [...given, ...effects] };
}

/** What the shell did itself is done at once: the line behind it may follow, unless something has to end first. */
function followUp(step: ShellStep, words: Words): ShellStep {
  if (!isFree(step.state)) return step;
  const next = runNext(step.state, words);
  return { state: next.state, effects: [...step.effects, ...next.effects] };
}

function menuFollows(before: ShellState, { state, effects }: ShellStep): ShellStep {
  return { state: followMenu(before, state), effects };
}

function edited(state: ShellState, event: EditEvent): ShellState {
  const line = editLine(state.line, event);
  return line === state.line ? state : { ...state, line };
}

function stay(state: ShellState): ShellStep {
  return { state, effects: [] };
}

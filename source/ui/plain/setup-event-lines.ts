import type { Exhibit, GuideEvent, Outcome, Question } from '../../guide/events.ts';
import type { FailureData } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { formatDuration } from '../components/format-duration.ts';
import { type Line, line, wrapSpan } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { guideAllocationLines } from '../exhibits/allocation-lines.ts';
import { exhibitLines, exhibitTitle } from '../exhibits/exhibit-lines.ts';
import { plannedLines } from '../plan/planned-lines.ts';
import type { NextCommands } from '../setup/next-commands.ts';
import { nextLines } from '../setup/next-lines.ts';
import { questionLines, questionSentence } from '../setup/question-lines.ts';
import { endedAs } from '../setup/reduce-setup.ts';
import type { SetupState } from '../setup/setup-state.ts';
import { stepTitle } from '../setup/step-lines.ts';
import { tellDetail } from '../setup/tell-detail.ts';
import { failureLines } from './failure-lines.ts';
import { taskMarks } from './task-marks.ts';
import { tellAnswer } from './tell-answer.ts';
import { tellFailure } from './tell-failure.ts';

/** How plain lines are told. */
export interface Telling {
  words: Words;
  next: NextCommands;
  /** Columns; infinite where nobody says how wide a line may be. */
  width: number;
  /** Told already with the question what to do about it. */
  toldFailure?: FailureData | undefined;
}

/**
 * What one event has to say as plain lines; `before` is the set-up before it. Rows that are still under way are not
 * told, only how they ended: a log has no use for spinners.
 */
export function setupEventLines(before: SetupState, event: GuideEvent, telling: Telling): Line[] {
  const { words, width } = telling;
  const { setup, plain } = words;
  switch (event.type) {
    case 'run-started':
      return [runLine('slotsh up', event, words)];
    case 'step-started': {
      const number = before.steps.findIndex(step => step.id === event.step) + 1;
      return [[], line(`[${number}/${before.steps.length}] ${stepTitle(event.step, before.runtime, words)}`)];
    }
    case 'by-hand': {
      const host = event.host === undefined ? '' : ` (${escapeText(event.host)})`;
      const label = plain.label(`${setup.byHand}${host}`);
      return event.command.split('\n').map(command => line(`  ${label}${escapeText(command)}`));
    }
    case 'task': {
      if (event.state === 'running' || isTold(before, event)) return [];
      const where = event.node ?? event.host;
      const detail = event.detail === undefined ? '' : tellDetail(event.detail, words);
      const name = setup.tasks[event.name];
      const place = where === undefined ? '' : `${escapeText(where)}  `;
      const said = detail === '' ? name : `${plain.label(name)}${detail}`;
      return [line(`  ${taskMarks[event.state]} ${place}${said}`)];
    }
    case 'warned':
      return indented(failureLines(event.failure, words, { as: 'warning', width: width - 2 }), '  ');
    case 'shown':
      return [
        line(`  ${exhibitTitle(event.exhibit, before.runtime, words)}`),
        ...plainExhibit(event.exhibit, words, width - 4).map(row => line('    ', ...row)),
      ];
    case 'asked':
      return askedLines(before, event.question, words, width - 2).map(row =>
        row.length === 0 ? row : line('  ', ...row),
      );
    case 'answered':
      return [line(`  ${plain.label(plain.answer)}${tellAnswer(event.answer, words)}`)];
    case 'password-made':
      return [
        [],
        ...wrapSpan({ text: setup.result.passwordMade }, width),
        line(`  ${escapeText(event.password)}`),
        ...wrapSpan({ text: setup.result.passwordKept(escapeText(event.file)) }, width),
      ];
    case 'step-finished':
      return [line(`  ${setup.stepStates[endedAs(event)]}, ${formatDuration(event.ms, words)}`)];
    case 'step-failed':
      return [line(`  ${setup.stepStates.failed}, ${formatDuration(event.ms, words)}`)];
    case 'run-finished':
      return [[], ...outcomeLines(before, event, telling)];
    // The plan is told when it is asked for, by `--plan`; changes are told by the rows of their step.
    case 'planned':
    case 'changed':
      return [];
  }
}

/** The first line: what is set up, and of what size. */
export function runLine(
  command: string,
  { name, runtime, hosts, nodes }: Extract<GuideEvent, { type: 'run-started' }>,
  { setup }: Words,
): Line {
  const size = [setup.runtimes[runtime], setup.hosts(hosts.length), setup.nodes(nodes.length)];
  return line(`${command}: ${[escapeText(name), ...size].join(' · ')}`);
}

function indented(texts: readonly string[], indent: string): Line[] {
  return texts.map(text => line(`${indent}${text}`));
}

/** A row that ends twice the same way is told once. */
function isTold({ steps }: SetupState, event: Extract<GuideEvent, { type: 'task' }>): boolean {
  const task = steps.find(({ id }) => id === event.step)?.tasks.find(({ key }) => key === event.key);
  return task?.state === event.state && task.detail === event.detail;
}

function plainExhibit(exhibit: Exhibit, words: Words, width: number): Line[] {
  return exhibit.kind === 'allocation'
    ? guideAllocationLines(exhibit.plan, words, width)
    : exhibitLines(exhibit, words, width);
}

function askedLines(before: SetupState, question: Question, words: Words, width: number): Line[] {
  const sentence = questionSentence(question, words);
  const about = questionAbout(before, question, words, width);
  return [
    ...(about.length > 0 ? [[], ...about] : []),
    ...(sentence === '' ? [] : wrapSpan({ text: sentence }, width)),
  ];
}

/** What the question is about, unless that has just been told. */
function questionAbout(before: SetupState, question: Question, words: Words, width: number): Line[] {
  switch (question.kind) {
    case 'after-failure':
      return indented(failureLines(question.failure, words, { width }), '');
    case 'confirm-joins':
      // It was shown right before.
      return [];
    case 'confirm-allocation': {
      const shown = before.steps.flatMap(step => step.exhibits);
      const told = shown.some(exhibit => exhibit.kind === 'allocation' && exhibit.plan === question.plan);
      return told ? [] : guideAllocationLines(question.plan, words, width);
    }
    default:
      return questionLines(question, words, width);
  }
}

/** How the run ended. */
function outcomeLines(before: SetupState, outcome: Outcome, telling: Telling): Line[] {
  const { words, next, width, toldFailure } = telling;
  const { result, stepStates } = words.setup;
  switch (outcome.outcome) {
    case 'done': {
      const name = escapeText(outcome.name);
      const masters = outcome.nodes.filter(node => node.role === 'master').length;
      const size = result.masters(masters, outcome.nodes.length - masters);
      const file = before.password ? undefined : outcome.passwordFile;
      return [
        line(`${outcome.changed ? result.made(name) : result.unchanged(name)} ${size}`),
        ...nextLines(outcome.nodes, next, words, width - 2).map(row => line('  ', ...row)),
        ...(file === undefined ? [] : wrapSpan({ text: result.passwordFile(escapeText(file)) }, width)),
      ];
    }
    case 'planned':
      return plannedLines(outcome, next, words, width);
    case 'checked':
      return wrapSpan({ text: result.nothingInTheWay(next.up) }, width);
    case 'failed': {
      const { failure } = outcome;
      if (failure !== toldFailure) return indented(failureLines(failure, words, { width }), '');
      const { what } = tellFailure(failure, words);
      return wrapSpan({ text: `${words.plain.label(words.plain.error)}${escapeText(what)}` }, width, 2);
    }
    case 'interrupted': {
      const isCut = before.steps.some(({ state }) => state === 'running');
      return [
        ...(isCut ? [line(`  ${stepStates.interrupted}`), []] : []),
        ...wrapSpan({ text: result.interrupted(next.up) }, width),
      ];
    }
  }
}

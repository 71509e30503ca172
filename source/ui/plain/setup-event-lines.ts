import type { Exhibit, GuideEvent, Question } from '../../guide/events.ts';
import type { Words } from '../../words/words.ts';
import { formatDuration } from '../components/format-duration.ts';
import { type Line, line } from '../components/line.ts';
import { escapeText } from '../escape-text.ts';
import { guideAllocationLines } from '../exhibits/allocation-lines.ts';
import { exhibitLines, exhibitTitle } from '../exhibits/exhibit-lines.ts';
import { planLines } from '../plan/plan-lines.ts';
import { questionLines, questionSentence } from '../setup/question-lines.ts';
import type { SetupState } from '../setup/setup-state.ts';
import { stepTitle } from '../setup/step-lines.ts';
import { tellDetail } from '../setup/tell-detail.ts';
import { failureLines } from './failure-lines.ts';
import { taskMarks } from './task-marks.ts';

const endless = Number.POSITIVE_INFINITY;

/**
 * What one event has to say as plain lines; `before` is the set-up before it. Rows that are still under way are not
 * told, only how they ended: a log has no use for spinners.
 */
export function setupEventLines(before: SetupState, event: GuideEvent, words: Words): Line[] {
  const { setup, plain } = words;
  switch (event.type) {
    case 'run-started': {
      const size = [
        setup.runtimes[event.runtime],
        setup.hosts(event.hosts.length),
        setup.nodes(event.nodes.length),
      ];
      return [line(`slotsh up: ${escapeText(event.name)} (${size.join(', ')})`)];
    }
    case 'step-started': {
      const number = before.steps.findIndex(step => step.id === event.step) + 1;
      return [[], line(`[${number}/${before.steps.length}] ${stepTitle(event.step, before.runtime, words)}`)];
    }
    case 'by-hand': {
      const host = event.host === undefined ? '' : ` (${escapeText(event.host)})`;
      return event.command
        .split('\n')
        .map(command => line(`  ${setup.byHand}${host}: ${escapeText(command)}`));
    }
    case 'task': {
      if (event.state === 'running' || isTold(before, event)) return [];
      const where = event.node ?? event.host;
      const said = [
        setup.tasks[event.name],
        event.detail === undefined ? '' : tellDetail(event.detail, words),
      ];
      const place = where === undefined ? '' : `${escapeText(where)}  `;
      return [line(`  ${taskMarks[event.state]} ${place}${said.filter(text => text !== '').join(': ')}`)];
    }
    case 'warned':
      return failureLines(event.failure, words, { as: 'warning' }).map(text => line(`  ${text}`));
    case 'shown':
      return [
        line(`  ${exhibitTitle(event.exhibit, before.runtime, words)}`),
        ...plainExhibit(event.exhibit, words).map(row => line('    ', ...row)),
      ];
    case 'asked':
      return askedLines(before, event.question, words).map(row => line('  ', ...row));
    case 'answered':
      return [line(`  ${plain.answer}: ${tellAnswer(event.answer, words)}`)];
    case 'password-made':
      return [
        [],
        line(setup.result.passwordMade),
        line(`  ${escapeText(event.password)}`),
        line(setup.result.passwordKept(escapeText(event.file))),
      ];
    case 'step-finished':
      return [line(`  ${setup.stepStates[event.outcome]}, ${formatDuration(event.ms, words)}`)];
    case 'step-failed':
      return [line(`  ${setup.stepStates.failed}, ${formatDuration(event.ms, words)}`)];
    case 'run-finished':
      return finishedLines(before, event, words);
    // The plan is told when it is asked for, by `--plan`; changes are told by the rows of their step.
    case 'planned':
    case 'changed':
      return [];
  }
}

/** A row that ends twice the same way is told once. */
function isTold({ steps }: SetupState, event: Extract<GuideEvent, { type: 'task' }>): boolean {
  const task = steps.find(({ id }) => id === event.step)?.tasks.find(({ key }) => key === event.key);
  return task?.state === event.state && task.detail === event.detail;
}

function plainExhibit(exhibit: Exhibit, words: Words): Line[] {
  return exhibit.kind === 'allocation'
    ? guideAllocationLines(exhibit.plan, words)
    : exhibitLines(exhibit, words, endless);
}

function askedLines(before: SetupState, question: Question, words: Words): Line[] {
  return [...questionAbout(before, question, words), line(questionSentence(question, words))];
}

/** What the question is about, unless that has just been told. */
function questionAbout(before: SetupState, question: Question, words: Words): Line[] {
  switch (question.kind) {
    case 'after-failure':
      return failureLines(question.failure, words).map(text => line(text));
    case 'confirm-allocation': {
      const shown = before.steps.flatMap(step => step.exhibits);
      const told = shown.some(exhibit => exhibit.kind === 'allocation' && exhibit.plan === question.plan);
      return told ? [] : guideAllocationLines(question.plan, words);
    }
    default:
      return questionLines(question, words, endless);
  }
}

function tellAnswer(answer: string, words: Words): string {
  const answers: Readonly<Record<string, string>> = words.plain.answers;
  return Object.hasOwn(answers, answer) ? (answers[answer] ?? '') : escapeText(answer);
}

function finishedLines(
  before: SetupState,
  event: Extract<GuideEvent, { type: 'run-finished' }>,
  words: Words,
): Line[] {
  const { result } = words.setup;
  switch (event.outcome) {
    case 'done': {
      const name = escapeText(event.name);
      const masters = event.nodes.filter(node => node.role === 'master').length;
      const size = result.masters(masters, event.nodes.length - masters);
      const kept =
        event.passwordFile === undefined || before.password
          ? []
          : [line(result.passwordFile(escapeText(event.passwordFile)))];
      return [[], line(`${event.changed ? result.made(name) : result.unchanged(name)} ${size}`), ...kept];
    }
    case 'planned':
      return [
        [],
        ...planLines(event.changes, words, endless),
        [],
        line(words.setup.exhibits.allocation),
        ...guideAllocationLines(event.plan, words).map(row => line('  ', ...row)),
        [],
        line(result.planned),
      ];
    case 'failed':
      return [[], ...failureLines(event.failure, words).map(text => line(text))];
    case 'interrupted':
      return [[], line(result.interrupted)];
  }
}

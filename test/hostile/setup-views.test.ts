import { createElement } from 'react';
import { describe, expect, test } from 'vitest';
import type { Join } from '../../source/cluster/plan-growth.ts';
import type { DownEvent, GuideEvent, Question } from '../../source/guide/events.ts';
import type { HalfDone } from '../../source/guide/preflight/find-half-done.ts';
import { checkJson } from '../../source/ui/check/check-json.ts';
import { type CheckedCluster, checkLines } from '../../source/ui/check/check-lines.ts';
import { type Line, paintLine } from '../../source/ui/components/line.ts';
import { exhibitLines } from '../../source/ui/exhibits/exhibit-lines.ts';
import { homeLines } from '../../source/ui/home/home-lines.ts';
import { freshHome } from '../../source/ui/home/home-state.ts';
import { jsonView } from '../../source/ui/json/json-view.ts';
import { failureLines } from '../../source/ui/plain/failure-lines.ts';
import { plainDownView } from '../../source/ui/plain/plain-down-view.ts';
import { plainSetupView } from '../../source/ui/plain/plain-setup-view.ts';
import { planLines } from '../../source/ui/plan/plan-lines.ts';
import { failureBlock } from '../../source/ui/setup/failure-block.ts';
import { nextCommands } from '../../source/ui/setup/next-commands.ts';
import { questionLines } from '../../source/ui/setup/question-lines.ts';
import { createReduceScreen } from '../../source/ui/setup/reduce-screen.ts';
import { SetupScreen } from '../../source/ui/setup/SetupScreen.tsx';
import { freshScreen, type ScreenState } from '../../source/ui/setup/screen-state.ts';
import { summaryLines } from '../../source/ui/setup/summary-lines.ts';
import { createTheme } from '../../source/ui/theme.ts';
import { connectLines } from '../../source/ui/wizard/connect-lines.ts';
import { freshConnect } from '../../source/ui/wizard/connect-state.ts';
import { createReduceWizard } from '../../source/ui/wizard/reduce-wizard.ts';
import { wizardLines } from '../../source/ui/wizard/wizard-lines.ts';
import { freshWizard } from '../../source/ui/wizard/wizard-state.ts';
import type { FailureData } from '../../source/words/failure-facts.ts';
import { renderFrame } from '../support/render-frame.ts';
import { sampleCluster, sampleRun } from '../ui/setup/sample-run.ts';
import { type Drawn, expectHarmless, neverObeyed, type Painted, type Say, several } from './never-obeyed.ts';
import { poison } from './poison.ts';
import { failureIds, sampleFailure, sampleFindings } from './sample-failures.ts';

const theme = createTheme(true);

/** A question of each kind. */
function questions(say: Say): Question[] {
  return [
    { kind: 'install-server', host: say(), command: say() },
    { kind: 'confirm-changes', hosts: [{ host: say(), files: 1, directories: 1, commands: 1 }] },
    { kind: 'confirm-allocation', plan: poison(sampleCluster(1, 6).plan, say) },
    { kind: 'confirm-joins', joins: sampleJoins(say) },
    { kind: 'host-key', host: say(), keyType: say(), fingerprint: say() },
    { kind: 'secret', host: say(), secret: 'password', prompt: say(), again: true },
    { kind: 'remove-data', places: [{ host: say(), paths: [say(), say()] }] },
    { kind: 'after-failure', failure: sampleFailure('command-failed', say), choices: ['retry', 'leave'] },
  ];
}

function sampleJoins(say: Say): Join[] {
  const node = () => ({ host: say(), port: 6377 });
  return [
    { kind: 'empty-master', node: node() },
    { kind: 'replica', node: node(), master: node() },
  ];
}

function sampleHalfDone(say: Say): HalfDone {
  return { host: say(), nodes: 3, started: 2, running: 2, joined: 1, slots: 5461 };
}

/** A set-up in which all that is told comes from somebody hostile: what works, what is found, what is asked, what fails. */
function hostileRun(say: Say): GuideEvent[] {
  const events = poison(sampleRun(2, 3), say);
  const end = events.pop()!;
  const step = 'verify' as const;
  const failed = sampleFailure('container-crashed', say);
  const found = { severity: 'warn' as const, host: say(), failure: sampleFailure('disk-short', say) };
  const hosts = [say(), say()];
  const path = { from: hosts[0]!, to: hosts[1]!, port: 6371, bus: false, state: 'timeout' as const };
  const more: GuideEvent[] = [
    { type: 'shown', at: 9000, step, exhibit: { kind: 'preflight', findings: [found] } },
    { type: 'shown', at: 9000, step, exhibit: { kind: 'paths', hosts, paths: [path] } },
    { type: 'shown', at: 9000, step, exhibit: { kind: 'joins', joins: sampleJoins(say) } },
    { type: 'shown', at: 9000, step, exhibit: { kind: 'half-done', hosts: [sampleHalfDone(say)] } },
    { type: 'shown', at: 9000, step, exhibit: { kind: 'check', findings: sampleFindings(say) } },
    { type: 'warned', at: 9000, step, failure: sampleFailure('images-differ', say) },
    ...questions(say).flatMap((question): GuideEvent[] => [
      { type: 'asked', at: 9000, step, question },
      { type: 'answered', at: 9000, step, question: question.kind, answer: say() },
    ]),
    { type: 'step-failed', at: 9000, step, ms: 5, failure: failed },
    { ...end, at: 9001 },
  ];
  return [...events, ...more];
}

const hostileDown = (say: Say): DownEvent[] => [
  { type: 'down-started', at: 0, name: say(), hosts: [say()], data: true },
  { type: 'down-task', at: 1, key: say(), name: 'compose-down', host: say(), state: 'done', detail: say() },
  { type: 'down-task', at: 1, key: say(), name: 'stop-process', host: say(), node: say(), state: 'done' },
  { type: 'asked', at: 2, question: { kind: 'remove-data', places: [{ host: say(), paths: [say()] }] } },
  { type: 'answered', at: 3, question: 'remove-data', answer: say() },
  {
    ...{ type: 'down-finished', at: 4, outcome: 'done', changed: true, name: say() },
    images: [{ host: say(), image: say(), remove: ['docker', 'image', 'rm', say()] }],
    left: [{ host: say(), paths: [say(), say()] }],
  },
];

/** JSON lines are plain ASCII, and say what was said. */
function expectJson(text: string, events: readonly unknown[]): Painted {
  const lines = text.trimEnd().split('\n');
  expect(text).toMatch(/^[ -~\n]*$/);
  expect(lines.map(line => JSON.parse(line))).toEqual(events);
  return { text };
}

/** What a view writes. */
function written(show: (write: (text: string) => void) => void): string {
  const texts: string[] = [];
  show(text => texts.push(text));
  return texts.join('');
}

const painted = (lines: readonly Line[]): Painted => ({
  text: lines.map(each => paintLine(each, theme)).join('\n'),
});

describe('slotsh up', () => {
  test('as plain lines', () =>
    neverObeyed(({ say, width, words }) => {
      const next = nextCommands(say());
      const text = written(write => hostileRun(say).forEach(plainSetupView({ words, width, next, write })));
      return { text };
    }));

  test.each(['plan', 'check'] as const)('as plain lines, to %s', mode =>
    neverObeyed(({ say, width, words }) => {
      const events = hostileRun(say);
      const planned = events.find(event => event.type === 'planned')!;
      const end: GuideEvent = { type: 'run-finished', at: 9001, outcome: 'planned', ...changesOf(planned) };
      const told = [...events.slice(0, -1), end];
      return { text: written(write => told.forEach(plainSetupView({ words, width, mode, write }))) };
    }),
  );

  test('as JSON', () =>
    neverObeyed(({ say }) => {
      const events = hostileRun(say).filter(({ type }) => type !== 'password-made');
      return expectJson(
        written(write => events.forEach(jsonView(write))),
        events,
      );
    }));

  test('on the screen: every page, and the summary', () =>
    neverObeyed(({ say, width, words }) => {
      const reduce = createReduceScreen(words);
      const size = { columns: Math.max(40, width), rows: 30 };
      let state: ScreenState = freshScreen(size, nextCommands(say()));
      for (const event of hostileRun(say)) {
        state = reduce(state, event);
        if (event.type === 'step-failed') frame(state, words);
      }
      for (const page of ['plan', 'command', 'exhibits', 'work'] as const) {
        frame({ ...state, page, lingering: page === 'exhibits' }, words);
      }
      return painted(summaryLines(state.setup, state.next, words, width));
    }));

  test('on the screen: every question', () =>
    neverObeyed(({ say, width, words }) => {
      const size = { columns: Math.max(40, width), rows: 30 };
      const asked = questions(several(say, 4));
      // One of them as Ink draws it, all of them as it is given them.
      const setup = { ...freshScreen(size).setup, question: asked[width % asked.length]! };
      frame({ ...freshScreen(size), setup }, words);
      return painted(asked.flatMap(question => questionLines(question, words, width)));
    }));

  test('the plan and every exhibit, as wide as they may be', () =>
    neverObeyed(({ say, width, words }) => {
      const shown = hostileRun(say).flatMap(event => {
        if (event.type === 'planned') return planLines(event.changes, words, width);
        return event.type === 'shown' ? exhibitLines(event.exhibit, words, width) : [];
      });
      return painted(shown);
    }));
});

function changesOf(event: GuideEvent) {
  if (event.type !== 'planned') throw new Error('no plan');
  return { changes: event.changes, plan: event.plan };
}

/** What Ink makes of a screen. */
function frame(state: ScreenState, words: Drawn['words']): void {
  const rows = renderFrame(createElement(SetupScreen, { state, words, theme }), state.size.columns);
  expectHarmless({ lines: rows.map(text => [{ text }]), within: state.size.columns });
}

describe('every failure', () => {
  test('as plain lines', () =>
    neverObeyed(({ say, width, words }) => ({
      text: failureIds
        .flatMap(id => failureLines(sampleFailure(id, several(say, 2)), words, { width }))
        .join('\n'),
    })));

  test('with colours', () =>
    neverObeyed(({ say, width, words }) => {
      const within = Math.max(40, width);
      return {
        lines: failureIds.flatMap(id => failureBlock(sampleFailure(id, several(say, 2)), words, within)),
        within,
      };
    }));
});

describe('slotsh down', () => {
  test('as plain lines', () =>
    neverObeyed(({ say, width, words }) => {
      const { down } = nextCommands(say());
      return {
        text: written(write => hostileDown(say).forEach(plainDownView({ words, width, down, write }))),
      };
    }));

  test('as JSON', () =>
    neverObeyed(({ say }) => {
      const events = hostileDown(say);
      return expectJson(
        written(write => events.forEach(jsonView(write))),
        events,
      );
    }));
});

describe('slotsh check', () => {
  const checked = (say: Say): CheckedCluster => {
    const { nodes, table } = sampleCluster(1, 6);
    const address = { ...nodes[0]!, host: say() };
    const masters = [
      {
        id: table[0]!.id,
        address,
        slotCount: 1,
        slots: [[0, 5]] as const,
        replicas: [{ host: say(), port: 1 }],
      },
    ];
    return {
      ...{ name: say(), seed: address, nodes: poison(table, say) },
      report: { ok: false, findings: sampleFindings(say), masters },
      sent: [],
    };
  };

  test('for a person', () =>
    neverObeyed(({ say, width, words }) => painted(checkLines(checked(say), words, width))));

  test('as JSON', () =>
    neverObeyed(({ say, words }) => {
      const text = checkJson(checked(say), words);
      expect(text).toMatch(/^[ -~]*$/);
      return { text };
    }));
});

test('the home screen, with the clusters that a file names', () =>
  neverObeyed(({ say, width, words }) => {
    const clusters = [1, 2, 3, 4].map(() => ({
      ...{ name: say(), nodes: [say(), say()], onThisMachine: false },
      ...{ history: 'usable' as const, lastUsed: new Date(0) },
    }));
    const state = freshHome(clusters, { count: 10, done: 3 }, { columns: width, rows: 40 });
    return { lines: homeLines(state, new Date(), words, theme), within: Math.max(20, width) };
  }));

describe('the questions of slotsh up', () => {
  test('each with a hostile answer, its faults, and the review', () =>
    neverObeyed(({ say, width, words }) => {
      const size = { columns: Math.max(40, width), rows: 40 };
      const pasted = several(say, 12);
      const reduce = createReduceWizard(words, () => 'no-directory');
      let state = reduce(freshWizard(size), { type: 'key', key: { name: 'text', text: pasted() } });
      state = reduce(state, { type: 'key', key: { name: 'enter' } });
      const answers = { hosts: pasted(), addresses: pasted(), name: pasted(), file: pasted() };
      const places = ['addresses', 'file', 'review'] as const;
      const states = [state, ...places.map(place => ({ ...state, place, answers }))];
      return { lines: states.flatMap(each => wizardLines(each, words).lines), within: size.columns };
    }));

  test('where to connect to, and why it does not', () =>
    neverObeyed(({ say, width, words }) => {
      const size = { columns: Math.max(40, width), rows: 40 };
      const pasted = several(say, 6);
      const failure: FailureData = { id: 'node-refused', facts: { node: pasted(), said: pasted() } };
      const typed = { ...freshConnect(size), address: pasted(), failure };
      const states = [freshConnect(size, { address: pasted(), failure }), { ...typed, attempt: typed }];
      return { lines: states.flatMap(state => connectLines(state, words).lines), within: size.columns };
    }));
});

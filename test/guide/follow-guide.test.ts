import { expect, test } from 'vitest';
import { openDoor } from '../../source/guide/apply-change.ts';
import type { Change } from '../../source/guide/change.ts';
import type { GuideEvent, Question } from '../../source/guide/events.ts';
import { followGuide } from '../../source/guide/follow-guide.ts';
import { GuideFailure } from '../../source/guide/guide-failure.ts';
import type { GuideRun } from '../../source/guide/guide-run.ts';
import { HostPool } from '../../source/guide/host-pool.ts';
import { NodeReach } from '../../source/guide/reach-nodes.ts';
import { findSlotshHome } from '../../source/guide/slotsh-home.ts';
import type { Step } from '../../source/guide/step.ts';
import { Voice } from '../../source/guide/voice.ts';
import { openLocalHost } from '../../source/hosts/local-host.ts';

const host = openLocalHost('127.0.0.1');
const change: Change = { kind: 'run', host: '127.0.0.1', purpose: 'start-process', argv: ['true'] };
const fail = () => new GuideFailure('docker-missing', { host: 'a' }, { exitCode: 3 });

/** A run whose questions get these answers, one after the other. */
function makeRun(answers: (string | null)[] = [], mode: 'apply' | 'plan' = 'apply') {
  const events: GuideEvent[] = [];
  const asked: Question[] = [];
  const stopping = new AbortController();
  const ask = async (question: Question) => {
    asked.push(question);
    return answers.shift() ?? null;
  };
  const voice = new Voice(event => events.push(event), { beforehand: () => undefined, ask }, 'prepare-hosts');
  const run: GuideRun = {
    spec: {
      name: 'test',
      hosts: [],
      replicas: 1,
      runtime: 'process',
      image: 'redis',
      password: { from: 'text', value: 'x' },
      directory: '/nowhere',
      directives: [],
    },
    mode,
    password: 'x',
    ignored: [],
    waits: false,
    isFirst: false,
    home: findSlotshHome(),
    signal: stopping.signal,
    voice,
    door: openDoor({ locked: mode === 'plan', signal: stopping.signal, onChange: () => undefined }),
    pool: new HostPool(),
    reach: new NodeReach(() => []),
    openNode: () => Promise.reject(new Error('there are no nodes')),
    hosts: [],
    isAllocationAgreed: false,
    result: [],
  };
  return { run, events, asked, stopping };
}

/** A step that is missing one change until it was made. */
function makeStep(id: Step['id'], calls: string[], more: Partial<Step> = {}): Step {
  let holds = false;
  return {
    id,
    skippable: false,
    byHand: () => [],
    async learn() {
      calls.push(`${id} learn`);
    },
    plan: () => (holds ? [] : [change]),
    async apply(run) {
      calls.push(`${id} apply`);
      if (change.kind === 'run') await run.door.apply(host, change);
      holds = true;
    },
    async verify() {
      calls.push(`${id} verify`);
    },
    ...more,
  };
}

const noNews = async () => undefined;
const ends = (events: readonly GuideEvent[]) =>
  events.flatMap(event => (event.type === 'step-finished' ? [`${event.step} ${event.outcome}`] : []));

test('what is missing is done, once; the second time there is nothing to do', async () => {
  const calls: string[] = [];
  const steps = [makeStep('prepare-hosts', calls), makeStep('write-configs', calls)];
  const { run, events } = makeRun();
  const announced: string[] = [];
  const note = async ({ id }: Step) => {
    announced.push(id);
  };
  expect(await followGuide(steps, run, note)).toEqual({ changes: [change, change] });
  expect(ends(events)).toEqual(['prepare-hosts done', 'write-configs done']);
  expect(announced).toEqual(['prepare-hosts']);

  calls.length = 0;
  const again = makeRun();
  expect(await followGuide(steps, again.run, note)).toEqual({ changes: [] });
  expect(ends(again.events)).toEqual(['prepare-hosts unchanged', 'write-configs unchanged']);
  expect(calls.filter(call => call.endsWith('apply'))).toEqual([]);
});

test('a plan applies and verifies nothing', async () => {
  const calls: string[] = [];
  const { run } = makeRun([], 'plan');
  const end = await followGuide([makeStep('prepare-hosts', calls), makeStep('verify', calls)], run, noNews);
  expect(end).toEqual({ changes: [change, change] });
  expect(calls).toEqual(['prepare-hosts learn', 'verify learn']);
});

test('after a failure: tried again, from its facts on, and only that step', async () => {
  const calls: string[] = [];
  let faults = 2;
  const flaky = makeStep('write-configs', calls, {
    async verify() {
      if (faults-- > 0) throw fail();
    },
  });
  const { run, asked } = makeRun(['retry', 'retry']);
  expect(await followGuide([makeStep('prepare-hosts', calls), flaky], run, noNews)).toHaveProperty('changes');
  expect(asked.map(({ kind }) => kind)).toEqual(['after-failure', 'after-failure']);
  expect(calls.filter(call => call === 'prepare-hosts learn')).toHaveLength(1);
  expect(calls.filter(call => call === 'write-configs learn')).toHaveLength(3);
});

test('skipping is offered, and taken, only where it is safe; taking back, where there is something that was not there', async () => {
  const broken = { verify: () => Promise.reject(fail()) };
  const unsafe = makeRun(['skip']);
  const end = await followGuide([makeStep('prepare-hosts', [], broken)], unsafe.run, noNews);
  expect(unsafe.asked).toMatchObject([{ choices: ['retry', 'leave'] }]);
  expect(end).toMatchObject({ outcome: 'failed' });

  const first = makeRun(['undo']);
  first.run.isFirst = true;
  const laidDown = makeStep('write-configs', [], broken);
  expect(await followGuide([laidDown], first.run, noNews)).toMatchObject({ outcome: 'failed', undo: true });
  expect(first.asked).toMatchObject([{ choices: ['retry', 'undo', 'leave'] }]);

  const safe = makeRun(['skip']);
  await followGuide([makeStep('verify', [], { ...broken, skippable: true })], safe.run, noNews);
  expect(safe.asked).toMatchObject([{ choices: ['retry', 'skip', 'leave'] }]);
  expect(ends(safe.events)).toEqual(['verify skipped']);
});

test('the exit code is 3 as long as nothing was changed, 1 after that', async () => {
  const early = makeStep('prepare-hosts', [], { learn: () => Promise.reject(fail()) });
  expect(await followGuide([early], makeRun().run, noNews)).toMatchObject({ outcome: 'failed', exitCode: 3 });
  const late = makeStep('write-configs', [], { verify: () => Promise.reject(fail()) });
  expect(await followGuide([late], makeRun().run, noNews)).toMatchObject({ outcome: 'failed', exitCode: 1 });
});

test('an interruption ends the run at its step, and asks nothing', async () => {
  const { run, asked, stopping } = makeRun(['retry']);
  const slow = makeStep('start-containers', [], {
    async apply({ door }) {
      stopping.abort();
      await door.apply(host, { kind: 'remove', host: '127.0.0.1', path: '/nowhere/at all' });
    },
  });
  const end = await followGuide([slow], run, noNews);
  expect(end).toEqual({ outcome: 'interrupted', step: 'start-containers' });
  expect(asked).toEqual([]);
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: those of a lesson are filled in by the lesson
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ground } from '../../source/lessons/ground.ts';
import type { Lesson, LessonStep } from '../../source/lessons/lesson.ts';
import { playLesson } from '../../source/lessons/play-lesson.ts';
import type { LessonProgress } from '../../source/lessons/progress.ts';
import { LessonLeft, type LessonResult } from '../../source/lessons/stage.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import { addressOf, type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { QuietStage } from './quiet-stage.ts';

let cluster: RunningCluster;
let ground: Ground;
let port: number;

beforeAll(async () => {
  cluster = await startCluster();
  port = cluster.nodes[0]?.port ?? 0;
  ground = {
    ...{ name: 'shared', isOwn: false, seeds: cluster.nodes.map(addressOf), connection: {} },
    ...{ open: openNodeClient(), close: async () => undefined },
  };
});
afterAll(() => cluster.stop());

const redis = async (...args: string[]) => (await redisCli(['-c', '-p', port, ...args])).stdout.trim();
const never = new AbortController().signal;

function textsOf(id: string) {
  // biome-ignore lint/suspicious/noThenProperty: the text after a line
  return { say: `\${A} ${id}`, then: `it said \${reply}` };
}

function lessonOf(steps: readonly LessonStep[]): Lesson {
  return {
    ...{ id: 'sample', minutes: 1, keys: ['name', 'aaa'], steps },
    cluster: { nodes: 6, replicas: 1, joined: true, own: false, settings: {} },
    narrations: {
      en: {
        ...{ title: 'Sample', about: 'a', end: 'e', quiz: [] },
        steps: Object.fromEntries(steps.map(({ id }) => [id, textsOf(id)])),
      },
    },
  };
}

const SET_NAME: LessonStep = {
  id: 'set',
  at: 'A',
  type: 'set name x',
  expect: { redirection: 'MOVED', node: 'B' },
};
const GET_NAME: LessonStep = { id: 'get', type: 'get name', expect: { reply: 'x' } };

async function play(
  steps: readonly LessonStep[],
  stage = new QuietStage(),
  more: { from?: LessonProgress; keep?: (progress: LessonProgress) => Promise<void> } = {},
): Promise<LessonResult> {
  return playLesson(lessonOf(steps), { language: 'en', ground, stage, signal: never, ...more });
}

test('what was foretold is judged by what happened, and told in the end', async () => {
  const predict = { of: 'redirection', options: ['none', 'MOVED'] } as const;
  const stage = new QuietStage({ answer: ([first]) => first });
  const result = await play(
    [
      { ...SET_NAME, predict },
      { ...GET_NAME, predict },
    ],
    stage,
  );
  expect(result).toMatchObject({
    ...{ outcome: 'done', done: 2, of: 2 },
    foretold: [
      { step: 'set', chosen: 'none', truth: 'MOVED', isRight: false },
      { step: 'get', chosen: 'none', truth: 'none', isRight: true },
    ],
  });
  expect(stage.said).toContain('it said x');
  expect(stage.said[0]).toBe(`127.0.0.1:${port} set`);
});

describe('a claim that is not so ends the lesson, and is named:', () => {
  test.each<[string, LessonStep, string, string]>([
    ['what a line does', { ...SET_NAME, expect: { redirection: 'none' } }, 'redirection: none', 'MOVED'],
    ['who answers', { ...SET_NAME, expect: { node: 'C' } }, 'node: C', 'B'],
    ['what comes of it', { ...SET_NAME, expect: { outcome: 'nil' } }, 'outcome: nil', 'ok'],
    ['the reply', { ...SET_NAME, expect: { reply: 'no' } }, 'reply: no', 'OK'],
    ['its slot', { ...SET_NAME, expect: { slot: '1' } }, 'slot: 1', '5798'],
    [
      'a truth that nobody can choose',
      { ...SET_NAME, predict: { of: 'node', options: ['A', 'C'] } },
      'node: A | C',
      'B',
    ],
    ['a value', { ...SET_NAME, check: [{ kind: 'key', key: 'name', is: 'y' }] }, 'key: name, is: y', 'x'],
    ['no key', { ...SET_NAME, check: [{ kind: 'key', key: 'name' }] }, 'key: name', 'exists'],
    [
      'a slot',
      { ...SET_NAME, check: [{ kind: 'slot', slot: '${slot:name}', owner: 'A' }] },
      'slot: 5798, owner: A',
      'B',
    ],
    [
      'a move',
      { ...SET_NAME, check: [{ kind: 'slot', slot: '5798', movingTo: 'A' }] },
      'slot: 5798, movingTo: A',
      'B',
    ],
    [
      'a role',
      { ...SET_NAME, check: [{ kind: 'node', node: 'a1', is: 'master' }] },
      'node: a1, is: master',
      'replica of A',
    ],
    [
      'a master',
      { ...SET_NAME, check: [{ kind: 'node', node: 'a1', is: 'replica', of: 'B' }] },
      'node: a1, is: replica, of: B',
      'replica of A',
    ],
    [
      'a death',
      { ...SET_NAME, check: [{ kind: 'node', node: 'B', is: 'failed' }] },
      'node: B, is: failed',
      'master',
    ],
    [
      'the state',
      { ...SET_NAME, check: [{ kind: 'state', is: 'fail', by: ['A'] }] },
      'state: fail, by: [A]',
      'ok',
    ],
    [
      'acquaintance',
      { ...SET_NAME, check: [{ kind: 'known', node: 'n1', nodes: 5 }] },
      'known: n1, nodes: 5',
      '6',
    ],
    ['coverage', { ...SET_NAME, check: [{ kind: 'covered', slots: 1 }] }, 'covered: 1', '16384'],
    [
      'a field of INFO',
      { ...SET_NAME, check: [{ kind: 'info', node: 'A', field: 'role', is: 'slave' }] },
      'info: A, field: role, is: slave',
      'master',
    ],
  ])('%s', async (_, step, claim, found) => {
    const result = await play([{ ...step, within: 0 }]);
    const facts = { lesson: 'sample', step: 'set', claim, found };
    expect(result).toMatchObject({ outcome: 'failed', done: 0, failure: { id: 'lesson-claim', facts } });
  });
});

test('a cluster of others keeps its own keys, and the lesson leaves none of its own', async () => {
  await redis('set', 'theirs', '1');
  await play([SET_NAME, { ...SET_NAME, id: 'wrong', expect: { node: 'C' } }]);
  expect(await redis('exists', 'name')).toBe('0');
  expect(await redis('get', 'theirs')).toBe('1');
  await redis('del', 'theirs');
});

test('a lesson that was left is taken up there: what came before runs by itself, unseen', async () => {
  const kept: LessonProgress[] = [];
  const keep = async (progress: LessonProgress) => void kept.push(progress);
  const leaving = new AbortController();
  const stage = new QuietStage({ left: leaving.signal });
  stage.goOn = async () => leaving.abort(new LessonLeft());
  const left = await play([SET_NAME, GET_NAME], stage, { keep });
  expect(left).toMatchObject({ outcome: 'left', done: 1 });
  expect(kept).toMatchObject([{ step: 'get', done: 1, of: 2 }]);
  expect(await redis('exists', 'name')).toBe('0');

  const again = new QuietStage();
  const [from] = kept;
  const result = await play([SET_NAME, GET_NAME], again, { keep, ...(from && { from }) });
  expect(result).toMatchObject({ outcome: 'done', done: 2 });
  expect(again.steps).toEqual(['get']);
  expect(again.scene.resumedAt).toBe('get');
  const ran = again.events.flatMap(event => (event.type === 'happened' ? [event.step] : []));
  expect(new Set(ran)).toEqual(new Set(['get']));
  expect(kept.at(-1)).toEqual({ done: 2, of: 2, foretold: [] });
});

describe('leaving', () => {
  let leaving: AbortController;
  beforeEach(() => {
    leaving = new AbortController();
  });

  test('while a check is awaited ends at once', async () => {
    const stage = new QuietStage({ left: leaving.signal });
    stage.tell = event => {
      if (event.type === 'awaiting') leaving.abort(new LessonLeft());
    };
    const step: LessonStep = { ...SET_NAME, within: 600, check: [{ kind: 'state', is: 'fail' }] };
    expect(await play([step], stage)).toMatchObject({ outcome: 'left', done: 0 });
  });

  test('after the last step is no leaving: the lesson is done', async () => {
    const stage = new QuietStage({ left: leaving.signal });
    stage.goOn = async () => leaving.abort(new LessonLeft());
    expect(await play([SET_NAME], stage)).toMatchObject({ outcome: 'done', done: 1 });
  });

  test('a question that the learner leaves at is no failure', async () => {
    const stage = new QuietStage({ left: leaving.signal });
    stage.predict = async () => {
      throw new LessonLeft();
    };
    const predict = { of: 'node', options: ['A', 'B'] } as const;
    expect(await play([{ ...SET_NAME, predict }], stage)).toMatchObject({ outcome: 'left' });
  });
});

test('a cluster that lacks nodes is not the one that the lesson needs', async () => {
  const lesson = lessonOf([SET_NAME]);
  const bigger = { ...lesson, cluster: { ...lesson.cluster, nodes: 8 } };
  const stage = new QuietStage();
  const result = await playLesson(bigger, { language: 'en', ground, stage, signal: never });
  expect(result).toMatchObject({ outcome: 'failed', failure: { id: 'lesson-cluster-unfit' } });
});

test('nor is one whose slots were moved', async () => {
  const [a, , , b] = await Promise.all(
    cluster.nodes.map(node => redisCli(['-p', node.port, 'cluster', 'myid'])),
  );
  const give = (to = a) => redisCli(['-p', port, 'cluster', 'setslot', '0', 'node', to?.stdout.trim() ?? '']);
  await give(b);
  const result = await play([{ id: 'told' }]);
  await give();
  expect(result).toMatchObject({ outcome: 'failed', failure: { id: 'lesson-cluster-unfit' } });
  expect(await play([{ id: 'told' }])).toMatchObject({ outcome: 'done' });
});

test.each([true, false])(
  'what changes more than a key is asked about, unless the cluster is its own: %s',
  async isOwn => {
    const stage = new QuietStage();
    const options = { language: 'en', ground: { ...ground, isOwn }, stage, signal: never } as const;
    await playLesson(lessonOf([{ id: 'told' }]), options);
    expect(stage.scene.session.judgeDanger([Buffer.from('FLUSHALL')]) === undefined).toBe(isOwn);
  },
);

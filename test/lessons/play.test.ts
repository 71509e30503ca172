import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSlotshHome } from '../../source/guide/slotsh-home.ts';
import { holdPort } from '../../source/hosts/hold-port.ts';
import { isPortFree } from '../../source/hosts/is-port-free.ts';
import { lessonIds } from '../../source/lessons/find-lesson.ts';
import type { Ground } from '../../source/lessons/ground.ts';
import type { Lesson } from '../../source/lessons/lesson.ts';
import { makeOwnGround } from '../../source/lessons/own-ground.ts';
import { playLesson } from '../../source/lessons/play-lesson.ts';
import { readLesson } from '../../source/lessons/read-lesson.ts';
import { openNodeClient } from '../../source/redis/node-client.ts';
import type { Language } from '../../source/words/language.ts';
import { addressOf, type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { redisCli } from '../support/redis-servers.ts';
import { QuietStage } from './quiet-stage.ts';

const LANGUAGES: readonly Language[] = ['en', 'zh'];
const root = fileURLToPath(new URL('../../source/lessons/', import.meta.url));
/** Always the same, so that the next run clears away what one that was killed has left. */
const home = findSlotshHome({ SLOTSH_HOME: join(tmpdir(), 'slotsh-test-lessons') });
const signal = new AbortController().signal;

const ids = await lessonIds(root);
const lessons = await Promise.all(ids.map(id => readLesson(join(root, id))));
const needsOwn = ({ cluster }: Lesson) => cluster.own || !cluster.joined;

/** Plays a lesson to its end; every claim of it is checked on the way. */
async function playOn(ground: Ground, lesson: Lesson, language: Language): Promise<void> {
  const stage = new QuietStage();
  const result = await playLesson(lesson, { language, ground, stage, signal });
  expect('failure' in result ? result.failure : result.outcome).toBe('done');
  expect(stage.steps).toEqual(lesson.steps.map(({ id }) => id));
  expect(stage.scene.narration.title).toBe(lesson.narrations[language]?.title);
  expect(stage.said.join('\n')).not.toMatch(/\$\{/);
}

test('there are lessons, each in both languages', () => {
  expect(ids).toContain('six-commands');
  for (const { id, narrations } of lessons)
    expect([id, ...Object.keys(narrations)]).toEqual([id, 'en', 'zh']);
});

describe('on a cluster of others', () => {
  let cluster: RunningCluster;
  let ground: Ground;
  const keysLeft = async () =>
    Promise.all(
      cluster.nodes.map(async ({ port }) => (await redisCli(['-p', port, 'dbsize'])).stdout.trim()),
    );

  beforeAll(async () => {
    cluster = await startCluster();
    ground = {
      ...{ name: 'shared', isOwn: false, seeds: cluster.nodes.map(addressOf), connection: {} },
      ...{ open: openNodeClient(), close: async () => undefined },
    };
  });
  afterAll(() => cluster.stop());

  test.each(lessons.filter(lesson => !needsOwn(lesson)))('$id', async lesson => {
    for (const language of LANGUAGES) await playOn(ground, lesson, language);
    // A replica hears a little later of keys that its master has deleted.
    await expect.poll(keysLeft).toEqual(cluster.nodes.map(() => '0'));
  });
});

describe('on a cluster of its own', () => {
  test.each(lessons.filter(needsOwn))('$id', async lesson => {
    await Promise.all(
      LANGUAGES.map(async language => {
        const ground = await makeOwnGround({
          ...{
            cluster: lesson.cluster,
            home,
            env: {},
            search: { isFree: isPortFree, hold: holdPort },
            signal,
          },
          openWith: password => openNodeClient({ password }),
        });
        try {
          await playOn(ground, lesson, language);
        } finally {
          await ground.close();
        }
      }),
    );
  });
});

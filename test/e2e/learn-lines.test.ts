import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCluster, startCluster } from '../shell/running-cluster.ts';
import { eventually } from '../support/eventually.ts';
import { redisCli } from '../support/redis-servers.ts';
import { buildCli } from './build-cli.ts';
import { runCli } from './run-cli.ts';

const lessons = fileURLToPath(new URL('../../source/lessons/', import.meta.url));
let home: string;
let grounds: string;
const learn = (...args: string[]) => runCli(['learn', ...args], { home });
/** The directories of clusters that lessons have of their own. */
const groundsLeft = () => (existsSync(grounds) ? readdirSync(grounds) : []);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slotsh-learn-'));
  grounds = join(home, 'data/lessons');
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Does something listen there? Whatever it answers. */
const answers = async (port: number) => (await redisCli(['-p', port, 'ping'])).code === 0;

describe('a cluster of the lesson’s own', () => {
  test('is gone after the lesson, and after one that was killed as soon as another begins', async () => {
    const child = spawn(process.execPath, [await buildCli(), 'learn', 'six-commands', '--auto', '--json'], {
      env: { ...process.env, SLOTSH_HOME: home },
      stdio: 'ignore',
    });
    const ended = new Promise(resolve => child.once('close', resolve));
    // While it is being made: not every server has written its pid file.
    const port = await eventually(async () => {
      const [ground = ''] = groundsLeft();
      const first = Number(ground.split('-')[1]);
      expect(await answers(first)).toBe(true);
      return first;
    });
    child.kill('SIGKILL');
    await ended;

    const run = await learn('six-commands', '--auto');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('MOVED 5798');
    expect(run.stdout).toContain('Six commands: done');
    expect(groundsLeft()).toEqual([]);
    expect(await answers(port)).toBe(false);
  });

  test('is gone after Ctrl-C, while it is being made, and while a lesson is played', async () => {
    for (const interruptAt of ['"cluster-making"', '"step-started"']) {
      const run = await runCli(['learn', 'six-commands', '--auto', '--json'], { home, interruptAt });
      expect(run.code).toBe(130);
      expect(groundsLeft()).toEqual([]);
    }
  });

  test('is not somebody’s: such a lesson takes no address', async () => {
    const run = await learn('master-dies', '127.0.0.1:6379', '--auto');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('id: lesson-own-cluster');
  });
});

describe('a cluster that was named', () => {
  let cluster: RunningCluster;
  let address: string;
  let port: number;
  let folder: string;

  beforeAll(async () => {
    cluster = await startCluster();
    port = cluster.nodes[0]?.port ?? 0;
    address = `127.0.0.1:${port}`;
    folder = join(home, 'my-lesson');
    await mkdir(folder);
    await writeFile(
      join(folder, 'en.yaml'),
      'title: Mine\nabout: a\nend: e\nsteps: { one: { say: hello } }\n',
    );
  });
  afterAll(() => cluster.stop());

  const writeLesson = (expected: string) =>
    writeFile(
      join(folder, 'lesson.yaml'),
      `minutes: 1\nkeys: [name]\nsteps: [{ id: one, at: A, type: set name x, expect: { node: ${expected} } }]\n`,
    );
  const redis = async (...args: string[]) => (await redisCli(['-c', '-p', port, ...args])).stdout.trim();

  test('plays a folder of one’s own, in either language, and fails where a claim does not hold', async () => {
    await writeLesson('B');
    expect(await learn(folder, '--lint')).toMatchObject({ code: 0, stderr: '' });
    for (const language of ['en', 'zh']) {
      const run = await learn(folder, address, '--auto', '--lang', language);
      expect(run).toMatchObject({ code: 0, stderr: '' });
    }
    await writeLesson('C');
    const run = await learn(folder, address, '--auto');
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/step "one"[\s\S]*node: C; found: B[\s\S]*id: lesson-claim/);
    const told = await learn(folder, address, '--auto', '--json');
    expect(told.code).toBe(1);
    expect(told.last).toMatchObject({
      ...{ type: 'lesson-finished', outcome: 'failed' },
      failure: { id: 'lesson-claim', facts: { step: 'one', claim: 'node: C', found: 'B' } },
    });
    expect(await redis('exists', 'name')).toBe('0');
  });

  test('is left alone when keys of the lesson’s names are somebody’s', async () => {
    await redis('set', 'name', 'theirs');
    const run = await learn('six-commands', address, '--auto');
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('id: lesson-keys-taken');
    expect(await redis('get', 'name')).toBe('theirs');
    await redis('del', 'name');
  });

  test('gets rid of what a lesson left that was killed there', async () => {
    await writeLesson('B');
    const state = join(home, 'state');
    await mkdir(state, { recursive: true });
    const writing = { [folder]: (await redisCli(['-p', port, 'cluster', 'myid'])).stdout.trim() };
    await writeFile(join(state, 'lessons.json'), JSON.stringify({ version: 1, lessons: {}, writing }));
    await redis('set', 'name', 'left');
    expect(await learn(folder, address, '--auto')).toMatchObject({ code: 0, stderr: '' });
    expect(await redis('exists', 'name')).toBe('0');
    expect(existsSync(join(state, 'lessons.json'))).toBe(false);
  });

  test('says what is wrong with a folder, with the place of every fault', async () => {
    await writeFile(join(folder, 'lesson.yaml'), 'minutes: 1\nsteps: [{ id: one, type: set other 1 }]\n');
    const run = await learn(folder, address, '--auto');
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`${folder}/lesson.yaml:2:26: steps[0].type: the key "other"`);
    expect(run.stderr).toContain('id: lesson-wrong');
  });
});

test('the list, as lines and as JSON', async () => {
  const ids = readdirSync(lessons, { withFileTypes: true })
    .filter(entry => existsSync(join(lessons, entry.name, 'lesson.yaml')))
    .map(({ name }) => name);
  const { code, stdout } = await learn();
  expect(code).toBe(0);
  for (const id of ids) expect(stdout).toMatch(new RegExp(`^${id} `, 'm'));
  const { events } = await learn('--json');
  expect(events.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test.each([
  ['a name that is near another', ['six-comands'], 'slotsh learn six-commands'],
  ['a name that is near none', ['xyzzy'], 'id: lesson-unknown'],
  ['a folder without a lesson', ['./nothing-here'], 'id: lesson-unreadable'],
  ['no terminal', ['six-commands'], 'slotsh learn six-commands --auto'],
  ['two paces', ['six-commands', '--present', '--auto'], 'id: flags-apart'],
])('%s', async (_, args, said) => {
  const run = await learn(...args);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(said);
});

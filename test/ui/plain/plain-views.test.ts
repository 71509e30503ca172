import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { DownEvent, GuideEvent, Question } from '../../../source/guide/events.ts';
import { lineText, lineWidth } from '../../../source/ui/components/line.ts';
import { jsonView } from '../../../source/ui/json/json-view.ts';
import { failureLines } from '../../../source/ui/plain/failure-lines.ts';
import { plainDownView } from '../../../source/ui/plain/plain-down-view.ts';
import { type PlainSetupOptions, plainSetupView } from '../../../source/ui/plain/plain-setup-view.ts';
import { failureBlock } from '../../../source/ui/setup/failure-block.ts';
import { nextCommands } from '../../../source/ui/setup/next-commands.ts';
import { questionSentence } from '../../../source/ui/setup/question-lines.ts';
import type { FailureData } from '../../../source/words/failure-facts.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { sampleRun } from '../setup/sample-run.ts';

const words = wordsFor('en');

function plain(
  events: readonly GuideEvent[],
  language: 'en' | 'zh' = 'en',
  options: Partial<PlainSetupOptions> = {},
): string {
  let written = '';
  events.forEach(
    plainSetupView({
      ...options,
      words: wordsFor(language),
      write: text => {
        written += text;
      },
    }),
  );
  return written;
}

describe('failureLines', () => {
  it('says what, why, what mends it on its own line, and the id', () => {
    const lines = failureLines(
      { id: 'connection-timeout', facts: { node: 'h:1', ms: 5, stage: 'tcp' } },
      words,
    );
    expect(lines[0]).toMatch(/^Error: h:1 /);
    expect(lines).toContain('  to mend it:');
    expect(lines.at(-1)).toBe('  id: connection-timeout');
  });

  it('tells every fault of a cluster.yaml at its place', () => {
    const lines = failureLines(
      {
        id: 'spec-wrong',
        facts: {
          file: 'my.yaml',
          faults: [
            {
              line: 3,
              column: 5,
              id: 'port-out-of-range',
              path: 'hosts[0].ports',
              values: { port: '70000' },
            },
            { line: 9, column: 1, id: 'ports-empty', path: '', values: {} },
          ],
        },
      },
      words,
    );
    expect(lines[1]).toMatch(/^ {2}my\.yaml:3:5: hosts\[0\]\.ports: 70000 is out of range/);
    expect(lines[2]).toMatch(/^ {2}my\.yaml:9:1: no ports are listed/);
  });

  it('lets nothing through that a terminal obeys, and keeps the lines of a log apart', () => {
    const detail = 'one\u001b[2J\r\ntwo\u202e';
    expect(failureLines({ id: 'unexpected', facts: { detail } }, words, { as: 'warning' })).toEqual([
      'Warning: Something went wrong that slotsh did not foresee.',
      '  why: one\\x1b[2J',
      '    two\\u{202e}',
      '  id: unexpected',
    ]);
  });
});

describe('several findings', () => {
  const findings: FailureData[] = [
    { id: 'port-in-use', facts: { host: 'a', port: 16372, bus: true, owner: 'sshd (pid 33)' } },
    { id: 'docker-missing', facts: { host: 'b' } },
  ];
  const failure: FailureData = { id: 'preflight-failed', facts: { findings } };

  it('come one by one, each with what mends it and its id', () => {
    const lines = failureLines(failure, words);
    expect(lines[0]).toMatch(/^Error: 2 things are in the way/);
    expect(lines).toContain('  1. Port 16372 on a is in use by sshd (pid 33).');
    expect(lines).toContain("       ss -ltnp 'sport = :16372'");
    expect(lines).toContain('     id: port-in-use');
    expect(lines).toContain('  2. There is no docker command on b.');
    expect(lines.at(-1)).toBe('  id: preflight-failed');
    const block = failureBlock(failure, words, 80).map(lineText);
    expect(block).toContain('  1. Port 16372 on a is in use by sshd (pid 33).');
    expect(block).toContain('  2. There is no docker command on b.');
  });

  it.each(['en', 'zh'] as const)('wrap at words where there is a width, and lose nothing (%s)', language => {
    for (const width of [79, 59, 40]) {
      const lines = failureLines(failure, wordsFor(language), { width });
      for (const each of lines) expect(stringWidth(each)).toBeLessThanOrEqual(width);
      const unwrapped = failureLines(failure, wordsFor(language));
      const letters = (texts: string[]) => texts.join('').replace(/\s/g, '');
      expect(letters(lines)).toBe(letters(unwrapped));
      for (const word of ['port+10000', 'docs.docker.com/engine/install', 'cluster.yaml']) {
        if (unwrapped.some(text => text.includes(word))) expect(lines.join('\n')).toContain(word);
      }
    }
  });

  it('keep a command that mends in one piece, to be copied', () => {
    const command = `chmod 600 '/a/${'very-'.repeat(20)}long path'`;
    const open: FailureData = { id: 'password-file-open', facts: { file: '/a', command } };
    expect(failureLines(open, words, { width: 60 })).toContain(`    ${command}`);
    const copied = failureBlock(open, words, 60, { toBeCopied: true }).map(lineText);
    expect(copied).toContain(`    ${command}`);
    for (const row of failureBlock(open, words, 60)) expect(lineWidth(row)).toBeLessThanOrEqual(60);
  });
});

describe('a set-up in plain lines', () => {
  it.each(['en', 'zh'] as const)(
    'has no control characters, no trailing spaces, and only whole lines (%s)',
    language => {
      const written = plain(sampleRun(), language);
      expect(written.endsWith('\n')).toBe(true);
      expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]| \n/);
    },
  );

  it('shows what the guide shows, in its order', () => {
    const written = plain(sampleRun());
    const landmarks = [
      'slotsh up: redis-cluster · Docker Compose · 2 hosts · 6 nodes',
      '[1/5] prepare hosts',
      '  by hand: docker -v',
      '[2/5] write configs',
      '└── redis.conf',
      'redis-6371  docker-entrypoint.sh redis-server /usr/local/etc/redis/redis.conf  Up 2 seconds',
      'Master[0] -> Slots 0 - 5460  192.168.10.10:6371',
      'Adding replica 192.168.10.11:6374 to 192.168.10.10:6371',
      'Can I set the above configuration?',
      '  answer: yes',
      '[5/5] verify',
      'cluster_state  ok',
      'redis-cluster is up and usable. 3 masters, 3 replicas',
    ];
    let from = 0;
    for (const landmark of landmarks) {
      const at = written.indexOf(landmark, from);
      expect(at, landmark).toBeGreaterThanOrEqual(from);
      from = at;
    }
    expect(written.match(/Master\[0\]/g)).toHaveLength(1);
    expect(written.match(/correct-horse/g)).toHaveLength(1);
  });

  it('prints a plan with differences, commands and the table', () => {
    const planned = sampleRun().find(event => event.type === 'planned')!;
    const { changes, plan } = planned;
    const written = plain([{ type: 'run-finished', at: 1, outcome: 'planned', changes, plan }]);
    expect(written).toContain(
      '  ~ changed file  /usr/local/docker-redis/redis-cluster/6371/conf/redis.conf  0440',
    );
    expect(written).toContain('      - appendonly no\n      + appendonly yes\n');
    expect(written).toContain('  $ docker compose up -d  (/usr/local/docker-redis)');
    expect(written).toContain('Master[2] -> Slots 10923 - 16383');
    expect(written).toContain('Nothing was changed');
  });

  it('tells what happens elsewhere after the answer, never between it and its question', () => {
    const step = 'prepare-hosts';
    const task = (host: string): GuideEvent => {
      return { type: 'task', at: 1, step, key: host, name: 'connect', host, state: 'done' };
    };
    const question = {
      kind: 'host-key',
      host: 'a',
      keyType: 'ssh-ed25519',
      fingerprint: 'SHA256:x',
    } as const;
    const written = plain([
      ...sampleRun().slice(0, 2),
      { type: 'asked', at: 1, step, question },
      task('b'),
      task('c'),
      { type: 'answered', at: 1, step, question: 'host-key', answer: 'yes' },
      task('a'),
    ]);
    expect(written.split('\n').slice(-6)).toEqual([
      '  This host is not in known_hosts yet. Is this its key?',
      '  answer: yes',
      '  [ok] b  connect',
      '  [ok] c  connect',
      '  [ok] a  connect',
      '',
    ]);
  });

  it('tells a failure whole once, though it is asked about and ends the run', () => {
    const failure: FailureData = { id: 'docker-missing', facts: { host: 'b' } };
    const written = plain([
      ...sampleRun().slice(0, 2),
      { type: 'step-failed', at: 1, step: 'prepare-hosts', ms: 1, failure },
      {
        type: 'asked',
        at: 1,
        step: 'prepare-hosts',
        question: { kind: 'after-failure', failure, choices: ['retry', 'leave'] },
      },
      { type: 'answered', at: 1, step: 'prepare-hosts', question: 'after-failure', answer: 'leave' },
      { type: 'run-finished', at: 1, outcome: 'failed', failure, exitCode: 3 },
    ]);
    expect(written.match(/Install Docker there/g)).toHaveLength(1);
    expect(written.endsWith('\n\nError: There is no docker command on b.\n')).toBe(true);
  });

  it('tells of a plan what was found and what would change, and nothing of steps that were not taken', () => {
    const { changes, plan } = sampleRun().find(event => event.type === 'planned')!;
    const [started, ...others] = sampleRun();
    const read = others.filter(({ type }) => type !== 'shown' && type !== 'password-made');
    const asked = ['asked', 'answered', 'run-finished'];
    const events: GuideEvent[] = [
      started!,
      ...read.filter(({ type }) => !asked.includes(type)),
      { type: 'run-finished', at: 1, outcome: 'planned', changes, plan },
    ];
    const written = plain(events, 'en', { mode: 'plan', next: nextCommands('cluster.yaml') });
    const [head, ...rest] = written.split('\n');
    expect(head).toBe('slotsh up --plan: redis-cluster · Docker Compose · 2 hosts · 6 nodes');
    expect(rest.slice(0, 6)).toEqual([
      '',
      'What is there now',
      '  [ok] 192.168.10.10  connect: Debian GNU/Linux 12',
      '  [ok] 192.168.10.11  connect: Debian GNU/Linux 12',
      '  [ok] 192.168.10.10  read facts: Debian GNU/Linux 12',
      '  [ok] 192.168.10.11  read facts: Debian GNU/Linux 12',
    ]);
    expect(rest.slice(6, 8)).toEqual(['', 'What would change']);
    expect(written).not.toMatch(/by hand|unchanged|\[\d\/5\]|verify/);
    expect(rest.slice(-3)).toEqual([
      'Nothing was changed.',
      'To do with `slotsh up cluster.yaml`: 6 files, 2 commands on 2 hosts; 6 commands to 6 nodes.',
      '',
    ]);
  });

  it('tells in the end what runs where and what to type next, and of an interruption what goes on', () => {
    const options = { next: nextCommands('cluster.yaml') };
    expect(plain(sampleRun(), 'en', options).split('\n').slice(-6)).toEqual([
      'redis-cluster is up and usable. 3 masters, 3 replicas',
      '  nodes       192.168.10.10:6371-6373, 192.168.10.11:6374-6376',
      '  back to it  slotsh connect',
      '  check it    slotsh check cluster.yaml',
      '  stop it     slotsh down cluster.yaml',
      '',
    ]);
    const events = sampleRun();
    const cut = events.slice(
      0,
      events.findIndex(({ type }) => type === 'asked'),
    );
    const written = plain([...cut, { type: 'run-finished', at: 1, outcome: 'interrupted' }], 'en', options);
    expect(written.split('\n').slice(-4)).toEqual([
      '  interrupted',
      '',
      'Interrupted. Nothing is half-written; `slotsh up cluster.yaml` goes on from here.',
      '',
    ]);
    expect(plain(sampleRun(30, 2)).split('\n').at(-5)).toMatch(/^ {2}nodes .*, \+ 24 more$/);
  });
});

describe('a set-up in JSON', () => {
  const lines: string[] = [];
  sampleRun().forEach(jsonView(text => lines.push(text)));

  it('is one object a line, in order, and ends with every node', () => {
    const events = lines.map(text => JSON.parse(text));
    expect(events.map(({ type }) => type)).toEqual(sampleRun().map(({ type }) => type));
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', outcome: 'done' });
    expect(events.at(-1).nodes).toHaveLength(6);
    for (const text of lines) expect(text).toMatch(/^[ -~]+\n$/);
  });

  it('tells where a password is kept, never the password', () => {
    expect(lines.join('')).not.toContain('correct-horse');
    expect(lines.join('')).toContain('"type":"password-made","at":');
  });
});

describe('a down in plain lines', () => {
  it.each<[string, Question, string]>([
    [
      'an unknown host key',
      { kind: 'host-key', host: 'h', keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc' },
      'SHA256:abc',
    ],
    [
      'a passphrase',
      { kind: 'secret', host: 'h', secret: 'passphrase', prompt: '/home/a/.ssh/id', again: true },
      '/home/a/.ssh/id',
    ],
    ['the removal', { kind: 'remove-data', places: [{ host: 'h', paths: ['/srv/data'] }] }, '/srv/data'],
  ])('says what a question is about: %s', (_, question, about) => {
    const written: string[] = [];
    const view = plainDownView({ words, write: text => written.push(text), down: 'slotsh down' });
    view({ type: 'asked', at: 1, question });
    expect(written.join('')).toContain('  h');
    expect(written.join('')).toContain(about);
    expect(written.at(-1)).toBe(`  ${questionSentence(question, words)}\n`);
  });

  it('says what was done and what is left', () => {
    const events: DownEvent[] = [
      { type: 'down-started', at: 0, name: 'redis-cluster', hosts: ['a'], data: false },
      { type: 'down-task', at: 1, key: 'x', name: 'compose-down', host: 'a', state: 'running' },
      { type: 'down-task', at: 2, key: 'x', name: 'compose-down', host: 'a', state: 'done' },
      {
        type: 'down-finished',
        at: 3,
        outcome: 'done',
        changed: true,
        name: 'redis-cluster',
        left: [{ host: 'a', paths: ['/srv/\u001b'] }],
        images: ['a', 'b'].map(host => ({
          host,
          image: 'redis',
          remove: ['docker', 'image', 'rm', 'redis'],
        })),
      },
    ];
    const written: string[] = [];
    const down = 'slotsh down cluster.yaml';
    events.forEach(plainDownView({ words, write: text => written.push(text), down }));
    expect(written.join('')).toBe(
      'slotsh down: redis-cluster (1 host)\n  [ok] a  compose down\nredis-cluster is stopped and removed.\nStill there (`slotsh down cluster.yaml --data` removes it):\n  a: /srv/\\x1b\nThe image redis stays on a, b, as others may use it (`docker image rm redis` removes it there).\n',
    );
  });
});

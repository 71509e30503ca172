import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { Question, StepId } from '../../../source/guide/events.ts';
import { lineText } from '../../../source/ui/components/line.ts';
import { nextCommands } from '../../../source/ui/setup/next-commands.ts';
import { createReduceScreen, type ScreenEvent } from '../../../source/ui/setup/reduce-screen.ts';
import { SetupScreen } from '../../../source/ui/setup/SetupScreen.tsx';
import { freshScreen, type ScreenState } from '../../../source/ui/setup/screen-state.ts';
import { summaryLines } from '../../../source/ui/setup/summary-lines.ts';
import { createTheme } from '../../../source/ui/theme.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { renderFrame } from '../../support/render-frame.ts';
import { sampleCluster, sampleRun } from './sample-run.ts';

const theme = createTheme(true);
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 60, rows: 24 },
  { columns: 45, rows: 16 },
  { columns: 30, rows: 9 },
];
const longKey: Question = {
  kind: 'host-key',
  host: '192.168.10.10',
  keyType: 'ssh-ed25519',
  fingerprint: `SHA256:${'x'.repeat(43)}`,
};
const secret: Question = {
  kind: 'secret',
  host: '192.168.10.10',
  secret: 'password',
  prompt: 'root@192.168.10.10’s password:',
  again: false,
};
const failed: Question = {
  kind: 'after-failure',
  failure: { id: 'connection-timeout', facts: { node: '192.168.10.11:6374', ms: 5000, stage: 'tcp' } },
  choices: ['retry', 'skip', 'leave'],
};
const install: Question = {
  kind: 'install-server',
  host: '127.0.0.1',
  command: 'apt-get install --yes redis-server',
};

function frameOf(state: ScreenState, language: 'en' | 'zh'): string[] {
  return renderFrame(
    <SetupScreen state={state} words={wordsFor(language)} theme={theme} />,
    state.size.columns,
  );
}

/** Every state that the sample goes through, with pages opened and questions asked on the way. */
function statesOf(
  size: { columns: number; rows: number },
  hosts: number,
  language: 'en' | 'zh',
): ScreenState[] {
  const reduce = createReduceScreen(wordsFor(language));
  const key = (text: string): ScreenEvent => ({ type: 'key', key: { name: 'text', text } });
  const ask = (question: Question): ScreenEvent => ({ type: 'asked', at: 1, step: 'verify', question });
  const events = sampleRun(hosts, hosts > 2 ? 2 : 3);
  const every = Math.ceil(events.length / 12);
  const states: ScreenState[] = [];
  let state = freshScreen(size);
  events.forEach((event, index) => {
    if (event.type === 'run-finished') {
      for (const question of [longKey, secret, failed, install]) states.push(reduce(state, ask(question)));
      states.push(
        reduce(state, key('p')),
        reduce(state, key('c')),
        reduce(state, { type: 'key', key: { name: 'ctrl-c' } }),
      );
    }
    state = reduce(state, event);
    if (event.type === 'asked' || index % every === 0) states.push(state);
  });
  const open = reduce(state, { type: 'linger' });
  const right: ScreenEvent = { type: 'key', key: { name: 'right' } };
  let page = open;
  for (let turns = 0; turns < 8; turns++) {
    states.push(page);
    page = reduce(page, right);
  }
  return states;
}

describe('SetupScreen', () => {
  for (const language of ['en', 'zh'] as const) {
    for (const size of sizes) {
      it(`fits ${size.columns} × ${size.rows} in ${language}, with 2 hosts and with 30`, () => {
        for (const hosts of [2, 30]) {
          for (const state of statesOf(size, hosts, language)) {
            const frame = frameOf(state, language);
            expect(frame.length).toBeLessThanOrEqual(size.rows - 1);
            expect(frame.filter(row => stringWidth(row) >= size.columns)).toEqual([]);
          }
        }
      });
    }
  }

  const at = (fits: (event: { type: string }) => boolean, hosts = 2) => {
    const reduce = createReduceScreen(wordsFor('en'));
    const events = sampleRun(hosts, hosts > 2 ? 2 : 3);
    return events.slice(0, events.findIndex(fits) + 1).reduce(reduce, freshScreen({ columns: 80, rows: 24 }));
  };

  it('shows the steps with their states, and the command by hand', () => {
    const frame = frameOf(
      at(event => event.type === 'password-made'),
      'en',
    ).join('\n');
    expect(frame).toContain('= prepare hosts     unchanged');
    expect(frame).toMatch(/▸ write configs +0 s/);
    expect(frame).toContain('· verify');
    expect(
      frameOf(
        at(event => event.type === 'asked'),
        'en',
      ).join('\n'),
    ).toMatch(/by hand +redis-cli --cluster create 192.168.10.10:6371 .*…/);
  });

  it('keeps hosts and nodes in the order of the cluster, whatever was heard of first', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const nodes = ['192.168.10.11:6376', '192.168.10.10:6372', '192.168.10.11:6374', '192.168.10.10:6371'];
    const state = nodes.reduce(
      (before, node) =>
        reduce(before, {
          type: 'task',
          at: 1,
          step: 'create-cluster',
          key: node,
          name: 'form-node',
          host: node.slice(0, -5),
          node,
          state: 'running',
          detail: 'meeting',
        }),
      at(event => event.type === 'step-started' && 'step' in event && event.step === 'create-cluster'),
    );
    const rows = frameOf(state, 'en').flatMap(row => /│.* (192\S+|\d{4}) /.exec(`${row} `)?.[1] ?? []);
    expect(rows).toEqual(['192.168.10.10', '6371', '6372', '192.168.10.11', '6374', '6376']);
  });

  it.each(['en', 'zh'] as const)('says at 80 columns in two lines what each step is for (%s)', language => {
    const reduce = createReduceScreen(wordsFor(language));
    for (const runtime of ['docker', 'process'] as const) {
      for (const [step, why] of Object.entries(wordsFor(language).setup.whys)) {
        const started = sampleRun()
          .slice(0, 1)
          .map(event => ({ ...event, runtime }) as ScreenEvent)
          .concat({ type: 'step-started', at: 1, step: step as StepId })
          .reduce(reduce, freshScreen({ columns: 80, rows: 24 }));
        const right = frameOf(started, language).flatMap(row => /│ (.*\S)/.exec(row)?.[1] ?? []);
        const wanted =
          runtime === 'process' && step === 'start-containers'
            ? wordsFor(language).setup.whyStartProcesses
            : why;
        expect(right.slice(1).join(' ').replaceAll(' ', '')).toBe(wanted.replaceAll(' ', ''));
        expect(right.length).toBeLessThanOrEqual(3);
        const small = frameOf({ ...started, size: { columns: 80, rows: 16 } }, language).join('\n');
        expect(small).not.toContain(right[1]);
      }
    }
  });

  it('asks for the allocation with the whole table', () => {
    const frame = frameOf(
      at(event => event.type === 'asked'),
      'en',
    ).join('\n');
    expect(frame).toContain('A  Master[0]  192.168.10.10:6371  0 - 5460        5461  192.168.10.11:6374');
    expect(frame).toContain('Can I set the above configuration?');
    expect(frame).toContain('would hold 2 of 3 masters');
  });

  it('lets a table of 12 masters be read to its end, with the question always in sight', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const { plan, nodes } = sampleCluster(6, 4);
    let state = reduce(
      at(event => event.type === 'task'),
      { type: 'asked', at: 1, step: 'create-cluster', question: { kind: 'confirm-allocation', plan } },
    );
    const seen = new Set<string>();
    for (let page = 0; page < 5; page++) {
      const frame = frameOf(state, 'en');
      expect(frame.join('\n')).toContain('Can I set the above configuration?');
      expect(frame.join('\n')).toMatch(/› yes +no/);
      expect(frame.join('\n')).toMatch(/y yes +n no +↑ ↓ scroll/);
      expect(frame.join('\n')).not.toContain(' …');
      expect(frame[2]).toMatch(/\d+-\d+ \/ \d+$/);
      for (const row of frame) seen.add(row);
      state = reduce(state, { type: 'key', key: { name: 'page-down' } });
    }
    for (const { host, port } of nodes) expect([...seen].join('\n')).toContain(`${host}:${port}`);
  });

  it('says in the end what to type next', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const fresh = freshScreen({ columns: 80, rows: 24 }, nextCommands('cluster.yaml'));
    const open = reduce(sampleRun().reduce(reduce, fresh), { type: 'linger' });
    const frame = frameOf(open, 'en').join('\n');
    expect(frame).toContain('✓ redis-cluster is up and usable.  3 masters, 3 replicas');
    expect(frame).toContain('check it  slotsh check cluster.yaml   stop it  slotsh down cluster.yaml');
  });

  it('leaves the whole story in the scrollback, and a short one where nothing was changed', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const fresh = freshScreen({ columns: 80, rows: 24 });
    const told = (changed: boolean) => {
      const events = sampleRun().map(
        event =>
          ('outcome' in event && event.outcome === 'done' ? { ...event, changed } : event) as ScreenEvent,
      );
      const { setup, next } = events.reduce(reduce, fresh);
      return summaryLines(setup, next, wordsFor('en'), 80).map(lineText).join('\n');
    };
    const whole = ['redis.conf', 'docker-entrypoint', 'Master[0]', 'new Cluster'];
    const short = ['cluster_state', '192.168.10.11:6376', 'slotsh connect'];
    for (const text of [...whole, ...short]) expect(told(true)).toContain(text);
    for (const text of short) expect(told(false)).toContain(text);
    for (const text of whole) expect(told(false)).not.toContain(text);
  });

  it('shows where something is going on among 30 hosts, and how many rows it leaves out', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const all = sampleRun(30, 2)
      .filter(event => event.type === 'task' && event.name === 'gather-facts')
      .filter(event => event.type === 'task' && (event.host !== '192.168.10.35' || event.state === 'running'))
      .reduce(
        reduce,
        at(event => event.type === 'step-started', 30),
      );
    const shown = frameOf(all, 'en').join('\n');
    expect(shown).toMatch(/▸ 192\.168\.10\.35 {2}read facts/);
    expect(shown).toMatch(/\+ \d+ more/);
  });

  it('never shows a secret, nor how long it is beyond what fits', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const asked = reduce(
      at(event => event.type === 'task'),
      { type: 'asked', at: 1, step: 'verify', question: secret },
    );
    const typed = reduce(asked, { type: 'key', key: { name: 'paste', text: 'hunter2-hunter2' } });
    const frame = frameOf(typed, 'en').join('\n');
    expect(frame).not.toContain('hunter2');
    expect(frame).toContain('•••');
  });

  it('shows every line that a host says before it asks, and no more of it', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const prompt = 'Access is logged.\r\n\u001b[2JVerification code: ';
    const asked = reduce(
      at(event => event.type === 'task'),
      { type: 'asked', at: 1, step: 'verify', question: { ...secret, prompt } as Question },
    );
    const frame = frameOf(asked, 'en');
    expect(frame).toContain(' Access is logged.');
    expect(frame).toContain(' \\x1b[2JVerification code:');
    expect(frame.at(-1)).toContain('Esc give none');
  });

  it('lets no byte of a host command the terminal', () => {
    const reduce = createReduceScreen(wordsFor('en'));
    const hostile = '\u001b]0;owned\u0007\u001b[2J\u202e';
    const state = reduce(
      at(event => event.type === 'task'),
      {
        type: 'task',
        at: 1,
        step: 'prepare-hosts',
        key: 'x',
        name: 'connect',
        host: hostile,
        state: 'done',
        detail: hostile,
      },
    );
    const told = reduce(state, { type: 'by-hand', at: 2, step: 'prepare-hosts', command: hostile });
    const frame = frameOf(told, 'en').join('\n');
    expect(frame).toContain('\\x1b]0;owned');
    expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

import { describe, expect, it } from 'vitest';
import type { Question } from '../../../source/guide/events.ts';
import type { Key } from '../../../source/ui/keys/key.ts';
import { createReduceScreen, type ScreenEvent } from '../../../source/ui/setup/reduce-screen.ts';
import { freshScreen, type ScreenState } from '../../../source/ui/setup/screen-state.ts';
import { wordsFor } from '../../../source/words/words.ts';
import { sampleCluster, sampleRun } from './sample-run.ts';

const reduce = createReduceScreen(wordsFor('en'));

/** Keys as a person names them: one character, or a key's name. */
function press(state: ScreenState, ...keys: string[]): ScreenState {
  const events = keys.map(
    (key): ScreenEvent => ({
      type: 'key',
      key: key.length === 1 ? { name: 'text', text: key } : ({ name: key } as Key),
    }),
  );
  return events.reduce(reduce, state);
}

function screenWith(question?: Question): ScreenState {
  const events = sampleRun();
  const running = events
    .slice(
      0,
      events.findIndex(event => event.type === 'asked'),
    )
    .reduce(reduce, freshScreen({ columns: 80, rows: 24 }));
  return question ? reduce(running, { type: 'asked', at: 9999, step: 'verify', question }) : running;
}

const hostKey: Question = { kind: 'host-key', host: 'h', keyType: 'ssh-ed25519', fingerprint: 'SHA256:x' };
const secret: Question = { kind: 'secret', host: 'h', secret: 'password', prompt: 'Password:', again: false };
const allocation = sampleRun().find(event => event.type === 'asked')!.question;

describe('answering', () => {
  it('takes y and n at once, and Enter for what is marked', () => {
    expect(press(screenWith(hostKey), 'y').answer).toEqual({ value: 'yes' });
    expect(press(screenWith(hostKey), 'n').answer).toEqual({ value: 'no' });
    expect(press(screenWith(allocation), 'enter').answer).toEqual({ value: 'yes' });
    expect(press(screenWith(allocation), 'right', 'enter').answer).toEqual({ value: 'no' });
  });

  it('trusts no host and removes no data by Enter alone', () => {
    expect(press(screenWith(hostKey), 'enter').answer).toEqual({ value: 'no' });
    expect(press(screenWith({ kind: 'remove-data', places: [] }), 'enter').answer).toEqual({ value: 'no' });
  });

  it('offers after a failure what the question offers, and nothing else', () => {
    const failure = { id: 'unexpected', facts: { detail: 'no' } } as const;
    const asked = screenWith({ kind: 'after-failure', failure, choices: ['retry', 'leave'] });
    expect(press(asked, 'r').answer).toEqual({ value: 'retry' });
    expect(press(asked, 's').answer).toBeUndefined();
    expect(press(asked, 'q').answer).toEqual({ value: 'leave' });
  });

  it('takes any character as part of a secret, also those that are commands elsewhere', () => {
    const typed = press(screenWith(secret), 'p', 'q', 'y', 'x', 'backspace');
    expect(typed.page).toBe('work');
    expect(press(typed, 'enter').answer).toEqual({ value: 'pqy' });
    expect(press(typed, 'escape').answer).toEqual({ value: null });
  });

  it('forgets a secret once it was taken, and answers a question once', () => {
    const answered = press(screenWith(secret), 'a', 'enter', 'b', 'enter');
    expect(answered.answer).toEqual({ value: 'a' });
    const taken = reduce(answered, {
      type: 'answered',
      at: 10_000,
      step: 'verify',
      question: 'secret',
      answer: 'given',
    });
    expect(taken.answer).toBeUndefined();
    expect(JSON.stringify(taken.secret)).not.toContain('a"');
    expect(taken.secret.text).toBe('');
  });
});

describe('a question longer than the screen', () => {
  const { plan } = sampleCluster(6, 4);
  const long = screenWith({ kind: 'confirm-allocation', plan });

  it('scrolls with up and down; left, right and letters answer', () => {
    const down = press(long, 'down', 'down');
    expect(down).toMatchObject({ scroll: 2, choice: long.choice });
    expect(press(down, 'up', 'up', 'up').scroll).toBe(0);
    const end = press(long, 'page-down', 'page-down', 'page-down', 'page-down');
    expect(press(end, 'down')).toBe(end);
    expect(press(end, 'right', 'enter').answer).toEqual({ value: 'no' });
    expect(press(end, 'y').answer).toEqual({ value: 'yes' });
  });

  it('begins at its beginning, also after one that was scrolled', () => {
    const next = reduce(press(long, 'down'), {
      type: 'asked',
      at: 10_000,
      step: 'verify',
      question: { kind: 'confirm-allocation', plan },
    });
    expect(next.scroll).toBe(0);
  });

  it('takes letters that scroll elsewhere as part of a secret', () => {
    const paths = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const prompt = { ...secret, prompt: paths.join(' '.repeat(60)) };
    const typed = press(screenWith(prompt), 'j', 'k', ' ', 'b', 'down');
    expect(typed.secret.text).toBe('jk b');
    expect(typed.scroll).toBe(1);
  });
});

describe('leaving', () => {
  it('asks once, and goes on when the person stays', () => {
    const asked = press(screenWith(), 'ctrl-c');
    expect(asked.leaving).toBe('asking');
    expect(press(asked, 'n').leaving).toBe('no');
    expect(press(asked, 'x').leaving).toBe('asking');
    expect(press(asked, 'y').leaving).toBe('sure');
    expect(press(asked, 'ctrl-c').leaving).toBe('sure');
  });

  it('is no question any more when the run has ended meanwhile', () => {
    const ended = sampleRun().reduce(reduce, press(freshScreen({ columns: 80, rows: 24 }), 'ctrl-c'));
    expect(ended.leaving).toBe('asking');
    expect(reduce(ended, { type: 'linger' }).leaving).toBe('no');
  });

  it('waits no longer when it is insisted on, whatever page is open', () => {
    const sure = press(screenWith(), 'ctrl-c', 'y');
    expect(press(sure, 'q').leaving).toBe('sure');
    expect(press(sure, 'p', 'ctrl-c').leaving).toBe('at-once');
    expect(press(screenWith(secret), 'ctrl-c', 'ctrl-c', 'ctrl-c').leaving).toBe('at-once');
  });

  it('leaves at once when the terminal is gone', () => {
    expect(press(screenWith(secret), 'end-of-input').leaving).toBe('sure');
  });
});

describe('pages', () => {
  it('opens the plan over a question and comes back to it', () => {
    const open = press(screenWith(allocation), 'p');
    expect(open.page).toBe('plan');
    expect(press(open, 'y').answer).toBeUndefined();
    expect(press(open, 'p')).toMatchObject({ page: 'work' });
    expect(press(open, 'escape', 'y').answer).toEqual({ value: 'yes' });
  });

  it('scrolls to the end of a page and no further, and back to its beginning', () => {
    const open = press(screenWith(), 'p');
    const down = press(open, ...Array.from({ length: 50 }, () => 'page-down'));
    expect(down.scroll).toBeGreaterThan(0);
    expect(press(down, 'down')).toBe(down);
    expect(press(down, ...Array.from({ length: 50 }, () => 'page-up')).scroll).toBe(0);
  });

  it('shows at the end the node table first, goes round the exhibits, and goes on with Enter', () => {
    const ended = sampleRun().reduce(reduce, freshScreen({ columns: 80, rows: 24 }));
    const open = reduce(ended, { type: 'linger' });
    const kinds = open.setup.steps.flatMap(step => step.exhibits).map(({ kind }) => kind);
    expect(kinds[open.exhibit]).toBe('nodes');
    expect(press(open, ...kinds.map(() => 'right')).exhibit).toBe(open.exhibit);
    expect(kinds[press(open, 'left').exhibit]).toBe('cluster-info');
    expect(press(open, 'enter').closed).toBe('go-on');
    expect(press(open, 'q').closed).toBe('leave');
  });
});

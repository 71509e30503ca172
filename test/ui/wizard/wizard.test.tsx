import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { lineText } from '../../../source/ui/components/line.ts';
import type { TerminalEvent } from '../../../source/ui/components/open-screen.tsx';
import type { Key } from '../../../source/ui/keys/key.ts';
import type { JudgeFile } from '../../../source/ui/wizard/check-answer.ts';
import { connectLines } from '../../../source/ui/wizard/connect-lines.ts';
import { type ConnectEvent, freshConnect, reduceConnect } from '../../../source/ui/wizard/connect-state.ts';
import { readDraft } from '../../../source/ui/wizard/draft.ts';
import { createReduceWizard } from '../../../source/ui/wizard/reduce-wizard.ts';
import { wizardLines } from '../../../source/ui/wizard/wizard-lines.ts';
import { freshWizard, type WizardState } from '../../../source/ui/wizard/wizard-state.ts';
import { wordsFor } from '../../../source/words/words.ts';

const words = wordsFor('en');
const size = { columns: 80, rows: 24 };
const judgeFile: JudgeFile = file =>
  file === 'taken.yaml' ? 'taken' : file.startsWith('nowhere/') ? 'no-directory' : undefined;
const reduce = createReduceWizard(words, judgeFile);

/** `<enter>` is a key, anything else is typed. */
function keyEvents(keys: readonly string[]): TerminalEvent[] {
  return keys.map((key): TerminalEvent => {
    const name = /^<(.*)>$/.exec(key)?.[1];
    return { type: 'key', key: name ? ({ name } as Key) : { name: 'text', text: key } };
  });
}

function fill(state: WizardState, ...keys: string[]): WizardState {
  return keyEvents(keys).reduce(reduce, state);
}

const twoHosts = ['root@192.168.10.10 root@192.168.10.11', '<enter>'];
const usual = (count: number) => Array.from({ length: count }, () => '<enter>');

describe('the questions for hosts', () => {
  it('make the guide’s cluster when only its hosts are named', () => {
    const done = fill(freshWizard(size), ...twoHosts, ...usual(10));
    expect(done.ended).toBe('finished');
    const draft = readDraft(done.answers);
    expect('spec' in draft && draft.spec).toMatchObject({
      name: 'redis-cluster',
      hosts: [
        { address: '192.168.10.10', ssh: { user: 'root', host: '192.168.10.10' }, ports: [6371, 6372, 6373] },
        { address: '192.168.10.11', ssh: { user: 'root', host: '192.168.10.11' }, ports: [6374, 6375, 6376] },
      ],
      replicas: 1,
      runtime: 'docker',
      password: { from: 'generated' },
      directory: '/usr/local/docker-redis',
    });
  });

  it('say at once what is wrong, in the words of cluster.yaml, and stay', () => {
    const ports = fill(freshWizard(size), ...twoHosts, '<enter>', '<enter>', '6371-6373 70000', '<enter>');
    expect(ports.place).toBe('ports');
    expect(ports.faults.join()).toContain('70000 is out of range');
    expect(fill(freshWizard(size), '<enter>').faults).toEqual([words.wizard.nothingGiven]);
    expect(fill(freshWizard(size), 'a@b@@', '<enter>')).toMatchObject({ place: 'hosts' });
    const few = fill(freshWizard(size), ...twoHosts, '<enter>', '<enter>', '6371 6372', '<enter>');
    expect(few.place).toBe('ports');
    expect(few.faults).toHaveLength(1);
    const count = fill(freshWizard(size), ...twoHosts, '192.168.10.10', '<enter>');
    expect(count.faults).toEqual([words.wizard.countWrong(2, 1)]);
  });

  it('let the usual answers follow when an earlier one is changed', () => {
    const back = fill(
      freshWizard(size),
      ...twoHosts,
      ...usual(3),
      '<escape>',
      '<escape>',
      '<escape>',
      '<escape>',
    );
    expect(back.place).toBe('hosts');
    expect(back.line.text).toBe(twoHosts[0]);
    const three = fill(back, '<ctrl-u>', 'a.lan b.lan c.lan', '<enter>', ...usual(9));
    const draft = readDraft(three.answers);
    expect('spec' in draft && draft.spec.hosts.map(({ address, ports }) => [address, ports])).toEqual([
      ['a.lan', [6371, 6372]],
      ['b.lan', [6373, 6374]],
      ['c.lan', [6375, 6376]],
    ]);
  });

  it('ask again for what no longer fits when all was answered', () => {
    const typed = fill(freshWizard(size), ...twoHosts, '10.1.1.1 10.1.1.2', '<enter>', ...usual(8));
    expect(typed.place).toBe('review');
    const shorter = { ...typed, answers: { ...typed.answers, hosts: 'root@10.1.1.1' } };
    expect(fill(shorter, '<enter>')).toMatchObject({
      place: 'addresses',
      faults: [words.wizard.countWrong(1, 2)],
    });
  });

  it('ask for the image only with Docker, and for a password only when one is to be typed', () => {
    const process = fill(freshWizard(size), ...twoHosts, ...usual(3), '<down>', '<enter>');
    expect(process.place).toBe('directory');
    const own = fill(process, '<enter>', '<down>', '<enter>');
    expect(own.place).toBe('password');
    const review = fill(own, 'pass word$#', '<enter>', ...usual(2));
    expect(review.place).toBe('review');
    expect(wizardLines(review, words).lines.map(lineText).join('\n')).not.toContain('pass word');
    const draft = readDraft(review.answers);
    expect('spec' in draft && draft.spec.password).toEqual({ from: 'text', value: 'pass word$#' });
  });

  it('refuse a file that is there already, or that cannot be written, while it can still be mended', () => {
    const taken = fill(freshWizard(size), ...twoHosts, ...usual(8), 'taken.yaml', '<enter>');
    expect(taken).toMatchObject({ place: 'file', faults: [words.wizard.fileFaults.taken('taken.yaml')] });
    const nowhere = fill(taken, '<ctrl-u>', 'nowhere/a.yaml', '<enter>');
    expect(nowhere.faults).toEqual([words.wizard.fileFaults['no-directory']('nowhere/a.yaml')]);
    expect(fill(nowhere, '<ctrl-u>', 'a.yaml', '<enter>').place).toBe('review');
  });

  it('take hosts that are pasted one a line', () => {
    const pasted = reduce(freshWizard(size), { type: 'key', key: { name: 'paste', text: 'a.lan\nb.lan\n' } });
    expect(pasted.line.text).toBe('a.lan b.lan');
  });

  it('leave with Esc at the first question, and with Ctrl-C anywhere', () => {
    expect(fill(freshWizard(size), '<escape>').ended).toBe('back');
    expect(fill(freshWizard(size), ...twoHosts, '<ctrl-c>').ended).toBe('left');
  });

  it.each([
    ['en', 80, 24],
    ['zh', 80, 24],
    ['en', 60, 24],
    ['zh', 40, 14],
  ] as const)('fit the terminal at every place (%s, %i × %i)', (language, columns, rows) => {
    const reduceHere = createReduceWizard(wordsFor(language), () => undefined);
    let state = freshWizard({ columns, rows });
    for (const event of keyEvents(['<enter>', ...twoHosts, ...usual(7), '<down>', ...usual(3)])) {
      state = reduceHere(state, event);
      const { lines, cursor } = wizardLines(state, wordsFor(language));
      expect(lines.length).toBeLessThanOrEqual(rows - 1);
      expect(lines.map(lineText).filter(text => stringWidth(text) >= columns)).toEqual([]);
      if (cursor) expect(lineText(lines[cursor.y] ?? [])).toContain('›');
    }
  });
});

describe('the questions for a running cluster', () => {
  const say = (state = freshConnect(size), ...events: ConnectEvent[]) => events.reduce(reduceConnect, state);
  const needed: ConnectEvent = { type: 'failed', failure: { id: 'auth-needed', facts: { node: 'h:1' } } };
  const wrong = {
    type: 'failed',
    failure: { id: 'auth-wrong', facts: { node: 'h:1', user: '' } },
  } as const;

  it('ask for a password when one is needed, and again when it was wrong', () => {
    const asked = say(freshConnect(size), ...keyEvents(['h:1', '<enter>']), needed);
    expect(asked).toMatchObject({ field: 'password', address: 'h:1', failure: { id: 'auth-needed' } });
    const tried = say(asked, ...keyEvents(['nope', '<enter>']));
    expect(tried).toMatchObject({ attempt: { address: 'h:1', password: 'nope' } });
    expect(tried.failure).toBeUndefined();
    const again = say(tried, wrong);
    expect(again).toMatchObject({ field: 'password', failure: { id: 'auth-wrong' } });
    expect(again.line.text).toBe('');
    expect(say(again, ...keyEvents(['right', '<enter>']), { type: 'connected' }).ended).toBe('connected');
  });

  it('give the address back to be mended when it does not answer', () => {
    const refused: ConnectEvent = {
      type: 'failed',
      failure: { id: 'connection-refused', facts: { node: 'h:2' } },
    };
    const failed = say(freshConnect(size), ...keyEvents(['h:2', '<enter>']), refused);
    expect(failed).toMatchObject({ field: 'address', failure: { id: 'connection-refused' } });
    expect(failed.line.text).toBe('h:2');
  });

  it('hear only Ctrl-C while an address is tried', () => {
    const trying = say(freshConnect(size), ...keyEvents(['h:3', '<enter>']));
    expect(trying.attempt).toEqual({ address: 'h:3' });
    expect(say(trying, ...keyEvents(['x', '<enter>', '<escape>']))).toBe(trying);
    expect(say(trying, ...keyEvents(['<ctrl-c>'])).ended).toBe('left');
  });

  it('ask for the password alone where the address is given, and leave with Esc', () => {
    const asked = freshConnect(size, { address: 'me@h:1', failure: wrong.failure });
    const shown = connectLines(asked, words).lines.map(lineText);
    expect(shown).toContain(' ✓ address   me@h:1');
    expect(shown.join('\n')).toContain('refuses this password');
    expect(shown.join('\n')).not.toMatch(/Esc|--user|auth-wrong/);
    const tried = say(asked, ...keyEvents(['next', '<enter>']));
    expect(tried.attempt).toEqual({ address: 'me@h:1', password: 'next' });
    const gone: ConnectEvent = {
      type: 'failed',
      failure: { id: 'connection-refused', facts: { node: 'h:1' } },
    };
    expect(say(tried, gone)).toMatchObject({ field: 'password', failure: { id: 'connection-refused' } });
    expect(say(asked, ...keyEvents(['<escape>'])).ended).toBe('back');
  });

  it('show no password, neither a typed one nor that of a URL', () => {
    const asked = say(
      freshConnect(size),
      ...keyEvents(['redis://me:hunter2@h:1', '<enter>']),
      wrong,
      ...keyEvents(['secret9']),
    );
    const shown = connectLines(asked, words).lines.map(lineText).join('\n');
    expect(shown).not.toMatch(/hunter2|secret9/);
    expect(shown).toContain('redis://me:••••@h:1');
  });
});

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatHolder, type Holder, parseHolder } from '../../source/guide/lock/holder.ts';
import { RELEASE_LOCK, TAKE_LOCK } from '../../source/guide/lock/lock-scripts.ts';
import { type Command, frameCommand } from '../../source/hosts/frame-command.ts';
import { quoteCommand } from '../../source/hosts/quote-shell.ts';
import { formatArgv } from '../../source/ui/plan/format-argv.ts';
import { mendFinding } from '../../source/words/describe-finding.ts';
import { shellWord } from '../../source/words/phrases.ts';
import { wordsFor } from '../../source/words/words.ts';
import { hostileWord } from '../hosts/hostile-words.ts';
import { hostileOutput } from '../support/hostile-text.ts';
import { CASES } from './never-obeyed.ts';
import { failureIds, sampleFailure, sampleFindings } from './sample-failures.ts';

/** Words that one process is given. */
const AT_ONCE = 1000;
const shells = ['dash', 'bash'] as const;

/** What any word can hold: anything but zero bytes. Bytes that are no UTF-8 cannot be in a string. */
const word = fc.oneof(
  { weight: 3, arbitrary: hostileWord },
  { weight: 1, arbitrary: hostileOutput.map(text => text.replaceAll('\0', '')) },
);
const manyWords = fc.array(word, { minLength: AT_ONCE, maxLength: AT_ONCE, size: 'max' });
const asRead = (words: readonly string[]) => words.map(each => Buffer.from(each).toString());

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slotsh-words-'));
});
afterAll(async () => {
  // Whatever became a command would have left something where it ran.
  expect(readdirSync(directory)).toEqual([]);
  await rm(directory, { recursive: true });
});

/** What a shell prints, in an empty directory. */
function run(shell: string, args: readonly string[], input: string | Buffer): string[] {
  const ended = spawnSync(shell, args, { cwd: directory, input, maxBuffer: 1 << 28 });
  expect(ended.stderr.toString()).toBe('');
  return ended.stdout.toString().split('\0').slice(0, -1);
}

describe.each(shells)('judged by %s', shell => {
  test('arguments of a command line are the words that they were', () => {
    fc.assert(
      fc.property(manyWords, words => {
        expect(run(shell, [], `printf '%s\\0' ${quoteCommand(words)}`)).toEqual(asRead(words));
      }),
      { numRuns: CASES / AT_ONCE, endOnFailure: true },
    );
  });

  test('a framed command on a host gets its arguments, its environment, its directory and nothing else', () => {
    fc.assert(
      fc.property(manyWords, word, (words, value) => {
        const script: Command = { script: `printf '%s\\0' "$VALUE" "$@"`, name: 'print', args: words };
        const { commandLine, preamble, marker } = frameCommand(script, {
          env: { VALUE: value },
          cwd: directory,
        });
        const [first = '', ...others] = run(shell, ['-c', commandLine], preamble);
        expect(first.slice(0, first.indexOf('\n'))).toMatch(new RegExp(`^${marker} \\d+$`));
        expect([first.slice(first.indexOf('\n') + 1), ...others]).toEqual(asRead([value, ...words]));
      }),
      { numRuns: CASES / AT_ONCE, endOnFailure: true },
    );
  });

  test('commands that are shown to be typed are one word for each that there was', () => {
    fc.assert(
      fc.property(manyWords, words => {
        // A line feed is shown, and so is no line feed any more.
        expect(run(shell, [], `printf '%s\\0' ${formatArgv(words)}`)).toHaveLength(words.length);
        const typable = words.filter(each => formatArgv([each]) === shellWord(each));
        expect(run(shell, [], `printf '%s\\0' ${formatArgv(typable)}`)).toEqual(asRead(typable));
      }),
      { numRuns: CASES / AT_ONCE, endOnFailure: true },
    );
  });

  test('the description of who holds a lock is kept and read back, and is never run', () => {
    const text = hostileOutput;
    const holder: fc.Arbitrary<Holder> = fc.record({
      ...{ user: text, machine: text, command: text, since: text, world: text },
      pid: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(holder, { minLength: 25, maxLength: 25, size: 'max' }), holders => {
        // Each takes the lock, which the next one finds taken, and gives it back.
        const lock = join(directory, 'lock');
        const take = `take() (\n${TAKE_LOCK}\n)\nrelease() (\n${RELEASE_LOCK}\n)\n`;
        const each = holders.map(
          one =>
            `take ${lock} a ${quoteCommand([formatHolder(one)])} 30 ''; ` +
            `take ${lock} b x 30 '' | tail -n +2 | tr '\\n' '\\0'; release ${lock} a`,
        );
        expect(run(shell, [], take + each.join('\n')).map(parseHolder)).toEqual(holders);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

test('who holds a lock is a holder, or nobody, whatever the file says', () => {
  const line = fc.oneof(
    hostileOutput,
    fc.json(),
    fc.anything().map(value => String(JSON.stringify(value))),
  );
  fc.assert(
    fc.property(line, text => {
      const holder = parseHolder(text);
      if (holder)
        for (const each of [holder.user, holder.machine, holder.since]) expect(each).toBeTypeOf('string');
    }),
    { numRuns: CASES },
  );
});

describe.each(['en', 'zh'] as const)('commands that mend, in %s', language => {
  const { failures, check } = wordsFor(language);
  /** What begins with the name of a program is to be copied into a shell. */
  const isCommand =
    /^(?:chmod|df|docker|ip6?tables|nft|redis-cli|rm|slotsh|ssh|ssh-copy-id|ssh-keygen|ufw|usermod) /;
  /** They hold a command that was quoted where it was made, or a name that cluster.yaml may have only so. */
  const madeElsewhere = new Set([
    'take-over-failed',
    'settings-not-restored',
    'server-install-failed',
    'password-file-open',
  ]);

  /** All commands, made with these texts. */
  function mendsWith(say: () => string): { id: string; mend: string }[] {
    const told = failureIds.map(id => {
      const tell = failures[id] as (facts: unknown) => { mend?: string };
      return { id: id as string, mend: tell(sampleFailure(id, say).facts).mend ?? '' };
    });
    const found = sampleFindings(say).map(finding => {
      return { id: finding.id as string, mend: mendFinding(check.mends, finding).join('\n') };
    });
    return [...told, ...found].filter(({ id, mend }) => isCommand.test(mend) && !madeElsewhere.has(id));
  }

  test('hold what hosts, servers and files have said as words alone', () => {
    // Each wants quotes: without them the blank would make two words of it, the quote would take in what follows.
    const plain = mendsWith(() => "x' x:6379").map(({ id, mend }) => [id, ownWords(mend)]);
    expect(plain.length).toBeGreaterThan(20);
    const texts = fc.array(word, { minLength: 320, maxLength: 320, size: 'max' });
    fc.assert(
      fc.property(texts, said => {
        let used = 0;
        const mends = mendsWith(() => `${said[used++ % said.length]}' x:6379`);
        expect(mends.map(({ id, mend }) => [id, ownWords(mend)])).toEqual(plain);
      }),
      { numRuns: Math.ceil(CASES / 320), endOnFailure: true },
    );
  });
});

/** A command without what is quoted in it. */
function ownWords(command: string): string {
  return command.replace(/(?:'[^']*'|\\')+/g, '…');
}

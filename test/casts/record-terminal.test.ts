import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCast } from '../../source/casts/read-cast.ts';
import { recordTerminal } from '../../source/casts/record-terminal.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slotsh-cast-'));
  file = join(directory, 'a.cast');
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A stream that keeps what is written to it. */
function stream(isTTY: boolean) {
  const written: (string | Uint8Array)[] = [];
  const made = Object.assign(new EventEmitter(), {
    ...{ isTTY, columns: isTTY ? 100 : undefined, rows: isTTY ? 30 : undefined, written },
    write: (chunk: string | Uint8Array) => written.push(chunk) > 0,
  });
  return made as unknown as NodeJS.WriteStream & { written: typeof written };
}

const shown = () => {
  const cast = readCast(readFileSync(file, 'utf8'));
  if (typeof cast === 'string') throw new Error(cast);
  return cast.events.map(event =>
    event.kind === 'output' ? event.text : `[${event.columns}x${event.rows}]`,
  );
};

test('bytes and texts of both streams, in their order; what is written stays as it is', () => {
  const [stdout, stderr] = [stream(true), stream(true)];
  const recording = recordTerminal(file, { stdout, stderr, env: { TERM: 'xterm', SECRET: 'x' } });
  const bytes = Buffer.from('集群\n');
  recording.stdout.write(bytes.subarray(0, 4));
  recording.stderr.write('said\r\n');
  recording.stdout.write(bytes.subarray(4));
  stdout.emit('resize');
  expect(shown()).toEqual(['集', 'said\r\n', '群\r\n', '[100x30]']);
  expect(stdout.written).toEqual([bytes.subarray(0, 4), bytes.subarray(4)]);
  expect(readFileSync(file, 'utf8')).not.toContain('SECRET');
  expect(recording.end()).toBeUndefined();
  recording.stdout.write('too late');
  stdout.emit('resize');
  expect(shown()).toHaveLength(4);
});

test('a secret is asterisks from the moment on that it is named, wherever it is shown', () => {
  const stdout = stream(true);
  const recording = recordTerminal(file, { stdout, stderr: stream(true), env: {} });
  recording.hide('correct-horse');
  recording.hide('');
  recording.stdout.write('a correct-horse and \u001b[1mcorrect-horse\u001b[0m');
  recording.end();
  expect(shown()).toEqual([`a ${'*'.repeat(13)} and \u001b[1m${'*'.repeat(13)}\u001b[0m`]);
  expect(stdout.written).toEqual(['a correct-horse and \u001b[1mcorrect-horse\u001b[0m']);
});

test('a pipe beside a terminal is not recorded; without any terminal all of it is, at 80 by 24', () => {
  const both = { stdout: stream(false), stderr: stream(true), env: {} };
  const recording = recordTerminal(file, both);
  recording.stdout.write('data');
  recording.stderr.write('trace');
  recording.end();
  expect(shown()).toEqual(['trace']);
  expect(recording.stdout).toBe(both.stdout);

  file = join(directory, 'b.cast');
  const alone = recordTerminal(file, { stdout: stream(false), stderr: stream(false), env: {} });
  alone.stdout.write('data');
  alone.end();
  expect(shown()).toEqual(['data']);
  expect(readFileSync(file, 'utf8')).toContain('"width":80,"height":24');
});

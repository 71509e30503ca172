import { once } from 'node:events';
import { PassThrough, Readable, type Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { runExec } from '../../source/commands/exec.ts';
import type { ExecOptions } from '../../source/commands/exec-options.ts';
import { en } from '../../source/words/en/en.ts';

/** What a run ended with. */
export interface ExecRun {
  code: number;
  stdout: Buffer;
  stderr: string;
}

const NONE = Buffer.alloc(0);

type Input = string | Buffer | Iterable<Buffer> | AsyncIterable<Buffer>;

/** Runs the commands of an input, as `slotsh exec` does with its standard input. */
export async function execInput(
  address: ExecOptions['addresses'][number],
  input: Input,
  more: Partial<ExecOptions> = {},
): Promise<ExecRun> {
  const { stdout = new PassThrough() as Writable, stderr = new PassThrough() as Writable, ...others } = more;
  const printed = stdout instanceof PassThrough ? buffer(stdout) : once(stdout, 'finish').then(() => NONE);
  const said = Promise.all([printed, text(stderr as PassThrough)]);
  const code = await runExec({
    addresses: [address],
    connection: {},
    commandArgs: [],
    form: { style: 'raw' },
    pipe: false,
    json: false,
    trace: false,
    loadWords: async () => en,
    stdin: Readable.from(typeof input === 'string' || Buffer.isBuffer(input) ? [Buffer.from(input)] : input),
    ...{ stdout, stderr },
    signal: new AbortController().signal,
    ...others,
  }).finally(() => {
    stdout.end();
    stderr.end();
  });
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}

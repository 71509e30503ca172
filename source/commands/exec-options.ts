import type { Readable, Writable } from 'node:stream';
import type { NodeAddress } from '../cluster/address.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { ReplyForm } from '../shell/reply/format-reply.ts';
import type { Words } from '../words/words.ts';
import type { Repetition } from './exec-flags.ts';

/** What `runExec` runs, where, and how it is told. */
export interface ExecOptions {
  addresses: readonly NodeAddress[];
  connection: ConnectionOptions;
  /** The command's words as they are; none: commands are read from `stdin`. */
  commandArgs: readonly Buffer[];
  /** How replies look, where they are not JSON objects or counted. */
  form: ReplyForm;
  /** The command of `commandArgs` runs so often; once by default. */
  repetition?: Repetition;
  /** `stdin` holds commands as clients send them, and only the errors and a count of replies are told (`redis-cli --pipe`). */
  pipe: boolean;
  /** One JSON object a command instead of the reply (`exec-views.ts`). */
  json: boolean;
  /** Only commands that change nothing are sent; they run one after the other. */
  readOnly?: boolean;
  /** Every hop on `stderr`. */
  trace: boolean;
  loadWords: () => Promise<Words>;
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  signal: AbortSignal;
  /** Milliseconds a slot may be without a node that serves it; `BulkOptions` has the default. */
  patienceMs?: number;
}

/** What those get that may have more to say than replies. */
export type SpokenExecOptions = ExecOptions & { words: Words };

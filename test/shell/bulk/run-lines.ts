import { Failure } from '../../../source/cluster/failure.ts';
import type { Reply } from '../../../source/redis/reply.ts';
import { WordSpans } from '../../../source/redis/word-spans.ts';
import type { BulkCommand } from '../../../source/shell/bulk/bulk-command.ts';
import { LineReader } from '../../../source/shell/bulk/line-reader.ts';
import type { BulkSession } from '../../../source/shell/session.ts';

/** What became of a line: its reply in short, or why it has none. */
export interface Outcome {
  line: string;
  reply?: string;
  failure?: string;
  mayHaveRun: boolean;
}

export interface LinesRun {
  /** In the order of the lines, as they were told. */
  outcomes: Outcome[];
  redirections: number;
}

/** Runs lines as `exec` does, batch after batch as the input has them, and gathers what becomes of each. */
export async function runLines(
  session: BulkSession,
  input: AsyncIterable<readonly string[]>,
  patienceMs = 60_000,
): Promise<LinesRun> {
  const lines: string[] = [];
  const outcomes: Outcome[] = [];
  const told = (command: BulkCommand) => {
    const { position, reply, failure, mayHaveRun } = command;
    outcomes.push({
      line: lines[position - 1] ?? '?',
      ...(reply ? { reply: inShort(reply) } : {}),
      ...(failure ? { failure: failure.id } : {}),
      mayHaveRun,
    });
  };
  const bulk = await session.openBulk({ listener: { onDone: told, onRest: () => undefined }, patienceMs });
  const words = new WordSpans();
  const reader = new LineReader();
  for await (const batch of input) {
    lines.push(...batch);
    reader.push(Buffer.from(`${batch.join('\n')}\n`));
    while (reader.next(words)) {
      if (!bulk.take(words, reader.position)) throw new Error(`${lines.at(-1)} is not for many at once`);
      if (bulk.isFull) await bulk.room();
    }
    bulk.flush();
  }
  await bulk.drained();
  bulk.close(new Failure('interrupted', { during: 'test' }));
  return { outcomes, redirections: bulk.redirections };
}

function inShort(reply: Reply): string {
  if ('items' in reply) return reply.items.map(inShort).join(' ');
  return 'value' in reply ? String(reply.value) : reply.type;
}

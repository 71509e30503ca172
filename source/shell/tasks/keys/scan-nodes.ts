import { bytesOf, itemsOf, numberOf, textOf } from '../../../redis/reply-parts.ts';
import type { TargetNode } from '../../targets/find-targets.ts';
import { askFor } from '../ask-for.ts';
import { forEachNode } from '../for-each-node.ts';
import type { TaskCall } from '../task.ts';
import { progressTeller } from '../tell-progress.ts';
import { RecentKeys } from './recent-keys.ts';
import { scanRounds } from './scan-order.ts';

/** Keys that SCAN looks at in one go: some 0.2 ms of the server's time. */
const PAGE = 500;

export interface ScanOptions {
  match?: Buffer | undefined;
  type?: Buffer | undefined;
  /** SCAN's COUNT; 500 by default. */
  count?: number | undefined;
}

/** Takes the keys of a page of one node; with `false` no more are wanted, of any node. */
type TakeKeys = (node: TargetNode, keys: readonly Buffer[]) => Promise<boolean> | boolean;

/**
 * Scans nodes side by side, a page of each at a time, so that whatever there is, only these pages are held.
 *
 * A key that is there from beginning to end is given, also while its slot is being migrated (see `scanRounds`); one that
 * comes, goes, or whose slot is given away meanwhile may be given or not. Each is given once, as far as the last 50,000 and
 * more keys go (`RecentKeys`): SCAN itself may repeat some while a server resizes its table.
 * Never rejects; a node that fails is told, and its other keys are missing.
 */
export async function scanNodes(call: TaskCall, options: ScanOptions, take: TakeKeys): Promise<void> {
  const { signal } = call;
  const seen = new RecentKeys();
  const progress = await startProgress(call);
  let goesOn = true;
  const scanOne = async (node: TargetNode) => {
    let cursor = '0';
    do {
      const [next, page] = itemsOf(await askFor(call, node, scanCommand(cursor, options)));
      cursor = textOf(next) || '0';
      const keys = itemsOf(page).flatMap(item => bytesOf(item) ?? []);
      progress(options.match || options.type ? (options.count ?? PAGE) : keys.length);
      const fresh = keys.filter(key => seen.add(key));
      if (goesOn && fresh.length > 0 && !(await take(node, fresh))) goesOn = false;
    } while (cursor !== '0' && goesOn && !signal.aborted);
  };
  for (const round of await scanRounds(call)) {
    if (goesOn && !signal.aborted) await forEachNode(call, round, scanOne);
  }
}

function scanCommand(cursor: string, { match, type, count = PAGE }: ScanOptions): (string | Buffer)[] {
  return [
    ...['SCAN', cursor, 'COUNT', String(count)],
    ...(match ? ['MATCH', match] : []),
    ...(type ? ['TYPE', type] : []),
  ];
}

/** Counts what there is, and gives back what tells how much of it was looked at. */
async function startProgress(call: TaskCall): Promise<(keys: number) => void> {
  const counts = await Promise.all(
    call.nodes.map(node => askFor(call, node, ['DBSIZE']).then(numberOf, () => 0)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const tell = progressTeller(call, { total, unit: 'keys' });
  let done = 0;
  return keys => {
    done += keys;
    tell(done);
  };
}

import { formatAddress } from '../../cluster/address.ts';
import type { Join } from '../../cluster/plan-growth.ts';
import { shellWord } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import { type Line, line, span, wrapSpan } from '../components/line.ts';
import { tableLines } from '../components/table-lines.ts';
import { escapeText } from '../escape-text.ts';

/** Which nodes join a finished cluster as what; where one has to be given slots by hand, the command that does it. */
export function joinsLines(joins: readonly Join[], words: Words, width: number): Line[] {
  const { joinsAs, slotsStay } = words.setup;
  const rows = joins.map(join => [
    span('strong', escapeText(formatAddress(join.node))),
    join.kind === 'replica'
      ? joinsAs.replica(escapeText(formatAddress(join.master)))
      : joinsAs['empty-master'],
  ]);
  const empty = joins.find(({ kind }) => kind === 'empty-master');
  if (!empty) return tableLines([{}, { yields: 1 }], rows, width);
  const entry = shellWord(formatAddress(empty.node));
  const command = `redis-cli --cluster rebalance ${entry} --cluster-use-empty-masters`;
  return [
    ...tableLines([{}, { yields: 1 }], rows, width),
    ...wrapSpan(span('dim', slotsStay), width),
    line('  ', escapeText(command)),
  ];
}

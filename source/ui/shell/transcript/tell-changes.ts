import { formatAddress, type NodeAddress, sameAddress } from '../../../cluster/address.ts';
import { SLOT_COUNT } from '../../../cluster/slot-ranges.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { Failover } from '../../../shell/watch/track-failovers.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeSpan, nodeText } from '../naming/node-names.ts';
import { showTime } from '../naming/show-time.ts';
import { greetingLines } from './greet.ts';
import { noticeLine, type TranscriptLine } from './transcript-line.ts';

/** What happened to the cluster between two views of it: nodes that died or came back, failovers, nodes that came or went. */
export function tellChanges(before: ClusterView, after: ClusterView, words: Words): TranscriptLine[] {
  const { shell } = words;
  const known = new Map(before.nodes.map(node => [node.id, node]));
  // The first look at a cluster is no news, nor is all of another one that the prompt went to.
  if (!after.nodes.some(({ id }) => known.has(id))) {
    const isElsewhere = before.current && after.current && !sameAddress(before.current, after.current);
    return isElsewhere ? greetingLines(after, words) : [];
  }
  const failovers = newFailovers(before, after);
  const lines = after.nodes.flatMap(node => {
    const earlier = known.get(node.id);
    return earlier
      ? tellNode(earlier, node, failovers, words)
      : [noticeLine(shell.joined(nameOf(node)), 'ok')];
  });
  const stays = new Set(after.nodes.map(node => node.id));
  for (const node of before.nodes) {
    if (!stays.has(node.id)) lines.push(noticeLine(shell.left(nameOf(node)), 'warn'));
  }
  if (after.watchLost && !before.watchLost) lines.push(noticeLine(words.streams.watchLost, 'warn'));
  const { trackingLost } = after;
  if (trackingLost && !before.trackingLost) {
    lines.push(noticeLine(words.streams.trackingLost(nodeSpan(after, trackingLost).text), 'warn'));
  }
  if (before.state !== after.state) {
    if (after.state === 'ok') lines.push(noticeLine(shell.stateOk, 'ok'));
    if (after.state === 'fail') lines.push(noticeLine(tellFail(after, words), 'fail'));
    if (after.state === 'unknown') lines.push(noticeLine(shell.stateUnknown, 'fail'));
  }
  return lines;
}

/** The prompt's node was lost while nothing ran, and another one took its place. From a node that is well somebody moved it. */
export function tellMove(before: ClusterView, after: ClusterView, words: Words): TranscriptLine[] {
  const { current: from } = before;
  const { current: to } = after;
  if (!from || !to || sameAddress(from, to)) return [];
  const isWell = after.nodes.some(({ address, health }) => health === 'up' && sameAddress(address, from));
  // What somebody went to may be another cluster: its nodes are another's by then, or have just become so.
  const known = new Set(before.nodes.map(({ id }) => id));
  const isElsewhere =
    !before.nodes.some(({ address }) => sameAddress(address, from)) ||
    !after.nodes.some(({ id }) => known.has(id));
  return isWell || isElsewhere ? [] : tellLoss(after, from, to, words);
}

/** A node was lost, the prompt is on another one, and a transaction that was open there is over. */
export function tellLoss(
  view: ClusterView,
  from: NodeAddress,
  to: NodeAddress,
  { shell }: Words,
): TranscriptLine[] {
  const moved = noticeLine(shell.movedOn(nodeSpan(view, from).text, nodeSpan(view, to).text), 'warn');
  return view.inTransaction ? [moved, noticeLine(shell.transactionOver, 'warn')] : [moved];
}

/** Slots that nobody serves, or all of them served, and a node that does not see who serves most of them. */
function tellFail({ slotsCovered }: ClusterView, { shell }: Words): string {
  return slotsCovered < SLOT_COUNT ? shell.stateFail : shell.stateFailUnseen;
}

function newFailovers(before: ClusterView, after: ClusterView): readonly Failover[] {
  const told = before.failovers?.at(-1)?.number ?? 0;
  return (after.failovers ?? []).filter(({ number }) => number > told);
}

function tellNode(
  before: NodeView,
  after: NodeView,
  failovers: readonly Failover[],
  words: Words,
): TranscriptLine[] {
  const { shell } = words;
  const name = nodeText(before);
  const lines: TranscriptLine[] = [];
  // A suspicion may pass, or be certain in a moment: the strip shows it, the transcript waits.
  if (before.health !== after.health) {
    if (after.health === 'down') lines.push(noticeLine(shell.nodeDown(name), 'fail'));
    if (after.health === 'up' && before.health === 'down') lines.push(noticeLine(shell.nodeUp(name), 'ok'));
  }
  const won = failovers.find(({ to }) => sameAddress(to, after.address));
  // Who handed over is named in the line about the one that took over.
  const gave = failovers.some(({ from, ms }) => ms === undefined && sameAddress(from, after.address));
  if (won) lines.push(noticeLine(tellFailover(won, words), 'ok'));
  else if (before.role !== after.role && !gave) {
    const tell = after.role === 'master' ? shell.promoted : shell.demoted;
    lines.push(noticeLine(tell(nameOf(after), after.letter), 'ok'));
  }
  return lines;
}

function nameOf(node: NodeView): string {
  return escapeText(formatAddress(node.address));
}

function tellFailover({ letter, ms, ...nodes }: Failover, { live }: Words): string {
  const to = escapeText(formatAddress(nodes.to));
  const from = escapeText(formatAddress(nodes.from));
  return ms === undefined ? live.handedOver(to, letter, from) : live.tookOver(to, letter, from, showTime(ms));
}

import { sameAddress } from '../../../cluster/address.ts';
import { formatSlotRange } from '../../../cluster/slot-ranges.ts';
import type { ClusterView, NodeView } from '../../../shell/session.ts';
import type { WhyNews } from '../../../words/why-facts.ts';
import { nodeSpan, nodeText } from '../naming/node-names.ts';

/** News kept until the next command; more of them happen only while a cluster falls apart. */
const MOST_NEWS = 12;

/** What happened to the cluster between two views of it, as `why` tells it; added to what was known. */
export function addNews(
  news: readonly WhyNews[],
  before: ClusterView,
  after: ClusterView,
): readonly WhyNews[] {
  const found = findNews(before, after);
  return found.length === 0 ? news : [...news, ...found].slice(-MOST_NEWS);
}

function findNews(before: ClusterView, after: ClusterView): WhyNews[] {
  // The first look at a cluster is no news.
  if (before.nodes.length === 0) return [];
  const known = new Map(before.nodes.map(node => [node.id, node]));
  const stays = new Set(after.nodes.map(node => node.id));
  const news = after.nodes.flatMap((node): WhyNews[] => {
    const earlier = known.get(node.id);
    return earlier ? nodeNews(earlier, node) : [{ news: 'joined', node: nodeText(node) }];
  });
  for (const node of before.nodes) {
    if (!stays.has(node.id)) news.push({ news: 'left', node: nodeText(node) });
  }
  if (before.state !== after.state && (after.state === 'ok' || after.state === 'fail')) {
    news.push({ news: 'state', ok: after.state === 'ok' });
  }
  const { current: from } = before;
  const { current: to } = after;
  if (from && to && !sameAddress(from, to) && after.nodes.some(node => isDownAt(node, from))) {
    const transactionLost = before.inTransaction === true;
    news.push({
      news: 'prompt',
      from: nodeSpan(after, from).text,
      to: nodeSpan(after, to).text,
      transactionLost,
    });
  }
  return news;
}

function nodeNews(before: NodeView, after: NodeView): WhyNews[] {
  const news: WhyNews[] = [];
  if (before.health !== 'down' && after.health === 'down')
    news.push({ news: 'down', node: nodeText(before) });
  if (before.health === 'down' && after.health === 'up') news.push({ news: 'up', node: nodeText(before) });
  if (before.role === after.role) return news;
  const node = nodeText(after);
  const { letter, configEpoch: epoch } = after;
  if (after.role === 'replica') news.push({ news: 'demoted', node, letter });
  else
    news.push({ news: 'promoted', node, letter, slots: after.slots.map(formatSlotRange).join(' '), epoch });
  return news;
}

function isDownAt(node: NodeView, address: NodeView['address']): boolean {
  return node.health === 'down' && sameAddress(node.address, address);
}

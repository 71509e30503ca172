import { formatAddress } from '../../../cluster/address.ts';
import type { ClusterView, ServerView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import { noticeLine, type TranscriptLine } from './transcript-line.ts';

/** What a person should know before the first line: a server that is no cluster says what it is. */
export function greetingLines({ state, server, current }: ClusterView, { live }: Words): TranscriptLine[] {
  if (state !== 'standalone' || !current) return [];
  const lines = [
    noticeLine(live.aloneNotice(escapeText(formatAddress(current)), serverName(server)), 'warn'),
  ];
  const { replicaOf } = server ?? {};
  if (replicaOf)
    lines.push(noticeLine(live.aloneReplicaNotice(escapeText(formatAddress(replicaOf))), 'warn'));
  return lines;
}

/** `Redis 7.0.15`; empty for a server that does not say. */
export function serverName({ product = '', version = '' }: Partial<ServerView> = {}): string {
  return escapeText(`${product} ${version}`.trim());
}

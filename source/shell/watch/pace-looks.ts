/** What the pace of looking at a cluster depends on. Times in milliseconds. */
export interface Mood {
  /** Every node is up, and the cluster says ok. */
  calm: boolean;
  /** Since a person last pressed a key. */
  sinceKeyMs: number;
  /** Since something was different: a redirection, a node that went or came. */
  sinceNewsMs: number;
  /** Nodes of the cluster: the table has a line for each, and whoever is asked writes them all. */
  nodes: number;
}

const IDLE_MS = 2 * 60_000;
const AWAY_MS = 10 * 60_000;
const NEWS_MS = 5_000;
/** A table of so many nodes takes a node 0.1 ms, one of 1000 0.5 ms (CLUSTER NODES of Redis 7.0.15); larger ones are asked for less often. */
const NODES_AT_FULL_PACE = 100;

/**
 * Milliseconds until the cluster is looked at again: three times as often while something is wrong or was different just now and
 * somebody watches, four to ten times less often when nobody has pressed a key for minutes.
 * @param usualMs the pause while all is well
 */
export function pauseUntilLook(usualMs: number, { calm, sinceKeyMs, sinceNewsMs, nodes }: Mood): number {
  const pause = usualMs * Math.max(1, nodes / NODES_AT_FULL_PACE);
  const isWatched = sinceKeyMs < IDLE_MS;
  if (isWatched && (!calm || sinceNewsMs < NEWS_MS)) return pause / 3;
  return pause * pauseFactor(sinceKeyMs);
}

/** How much longer one may wait with nobody at the keys. */
export function pauseFactor(sinceKeyMs: number): number {
  if (sinceKeyMs < IDLE_MS) return 1;
  return sinceKeyMs < AWAY_MS ? 4 : 10;
}

/** Is it so long since the last key that looks come slowly? The next key then looks at once. */
export function isDozing(sinceKeyMs: number): boolean {
  return sinceKeyMs >= IDLE_MS;
}

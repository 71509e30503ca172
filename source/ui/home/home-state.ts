import type { Size } from '../components/open-screen.tsx';

/** How a cluster that slotsh knows was found to be, without asking it much. */
export type KnownState = 'checking' | 'ok' | 'fail' | 'down' | 'unknown';

/** What slotsh itself last did with a cluster. */
type KnownHistory = 'usable' | 'unfinished' | 'stopped';

/** A cluster as the home screen lists it. */
export interface HomeCluster {
  name: string;
  /** `host:port` of its nodes. */
  nodes: readonly string[];
  onThisMachine: boolean;
  history: KnownHistory;
  lastUsed: Date;
}

/** What the person chose; `known` counts from 0 in the order given. */
export type HomeChoice =
  | { way: 'here' | 'hosts' | 'connect' | 'lessons' | 'leave' }
  | { way: 'known'; index: number };

/** What is to be told of the lessons. */
export interface HomeLessons {
  count: number;
  done: number;
}

export interface HomeState {
  size: Size;
  clusters: readonly HomeCluster[];
  /** In the clusters' order. */
  states: readonly KnownState[];
  lessons: HomeLessons;
  /** Which entry is marked, 0-based over the ways, then the clusters, then the lessons. */
  marked: number;
  choice?: HomeChoice;
}

/** The three ways, in the order of the screen. */
export const ways = ['here', 'hosts', 'connect'] as const;

export function freshHome(clusters: readonly HomeCluster[], lessons: HomeLessons, size: Size): HomeState {
  return { size, clusters, lessons, states: clusters.map(() => 'unknown'), marked: 0 };
}

/** What choosing a cluster does: one that runs is connected to; one that does not, or never came to its end, is set up again. */
export function opensBy(
  { history }: Pick<HomeCluster, 'history'>,
  state: KnownState | undefined,
): 'connect' | 'set-up' {
  return history === 'unfinished' || state === 'down' ? 'set-up' : 'connect';
}

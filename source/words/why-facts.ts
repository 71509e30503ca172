import type { ExplainedError, ModeName } from './routing-facts.ts';

/** A key and how it finds its node. All texts are as they may be shown; nodes as `B 192.168.10.11:6374`. */
export interface WhyKey {
  text: string;
  /** The key as one argument of a line. */
  typed: string;
  /** What is hashed: the whole key, or what stands in its braces. */
  hashed: string;
  isTagged: boolean;
  /** 0-65535. */
  crc: number;
  slot: number;
  /** Its master by the slot map, and that master's slots. */
  owner?: { name: string; letter: string; slots: string };
}

/** What a node said to one hop. */
export type WhyAnswer =
  | { kind: 'reply'; time: string }
  /** It waits in a transaction. */
  | { kind: 'queued' }
  | { kind: 'MOVED' | 'ASK'; said: string; slot: number; to: string }
  | { kind: 'error'; said: string; code?: ExplainedError }
  /** It did not answer; `what` is the failure's sentence. */
  | { kind: 'failure'; what: string };

/** What happened to a command, in order. */
export type WhyStep =
  /** `by`: what sent it there. */
  | {
      step: 'hop';
      node: string;
      by: 'prompt' | 'cache' | 'MOVED' | 'ASK';
      command: string;
      answer: WhyAnswer;
    }
  | { step: 'map-updated'; slot: number; from?: string; to: string }
  | { step: 'cached'; slot: number; node?: string }
  | {
      step: 'refreshed';
      node: string;
      changed: number;
      known: number;
      why: 'empty' | 'moved' | 'unreachable';
      failed: boolean;
    }
  | { step: 'prompt'; to: string; from: string; why: 'redirected' | 'node-lost' | 'asked' | 'pinned' }
  | { step: 'transaction-moved'; from: string; to: string }
  /** The nodes sent it on and on; `more` times after the steps before. */
  | { step: 'circle'; more: number };

/** How a command ended. */
export type WhyEnd =
  | { kind: 'reply' | 'error' | 'running' }
  | { kind: 'failure'; id: string; what: string; why?: string; mend?: string };

/** The last command. */
export interface WhyCommand {
  command: string;
  name: string;
  mode: ModeName;
  /** Sent to a server that is no cluster. */
  isAlone: boolean;
  /** The first few. */
  keys: readonly WhyKey[];
  /** Keys that are not among them. */
  moreKeys: number;
  /** Do its keys have different slots? Then a line that would not, when there is one. */
  crossSlot?: { cure?: string };
  steps: readonly WhyStep[];
  end: WhyEnd;
}

/** What happened to the cluster. */
export type WhyNews =
  | { news: 'down' | 'up' | 'joined' | 'left'; node: string }
  /** A replica took over: `slots` are the master's. */
  | { news: 'promoted'; node: string; letter: string; slots: string; epoch: number }
  | { news: 'demoted'; node: string; letter: string }
  | { news: 'prompt'; from: string; to: string; transactionLost: boolean }
  | { news: 'state'; ok: boolean };

/** What `why` is about: the last command, and what happened to the cluster after it began. */
export interface WhyFacts {
  command?: WhyCommand;
  news: readonly WhyNews[];
}

/** A small page: steps one reads in order, and what to type to see more. */
export interface WhyPage {
  title: string;
  steps: readonly string[];
  more: readonly (readonly [command: string, does: string])[];
}

/** The pages of one language. */
export interface WhyWords {
  nothing: string;
  /** Of a server that is no cluster. */
  alone: string;
  more: string;
  page(facts: WhyFacts): WhyPage;
  key(key: WhyKey): WhyPage;
}

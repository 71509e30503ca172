import type { NodeAddress } from '../cluster/address.ts';
import type { FailureData } from '../words/failure-facts.ts';
import type { HopEvent, HopEventOf, KeyPlace, Redirection } from './events.ts';
import type { RoutingMode } from './state/routing-mode.ts';

/** One hop of a command: what was sent, and what came of it so far. */
export interface StoryHop {
  type: 'hop';
  node: NodeAddress;
  args: readonly Buffer[];
  asking: boolean;
  /** Milliseconds until the answer, or the failure. */
  ms?: number;
  /** The text of an error reply; undefined for any other reply. */
  error?: string;
  /** The reply said that it waits for EXEC. */
  queued?: boolean;
  redirection?: Redirection;
  failure?: FailureData;
}

export type StoryStep =
  | StoryHop
  | HopEventOf<'map-updated' | 'slot-cached' | 'cache-refreshed' | 'node-changed' | 'transaction-moved'>;

/** What happened to one command, kept to be explained afterwards: its events without the data of replies. */
export interface Story {
  /** The first words, cut where they are long. */
  args: readonly Buffer[];
  keys: readonly KeyPlace[];
  /** Keys that are not among `keys`. */
  moreKeys: number;
  mode: RoutingMode;
  steps: readonly StoryStep[];
  isOver: boolean;
  failure?: FailureData;
}

const QUEUED = Buffer.from('QUEUED');

/** What is kept of one command: words, bytes of a word, keys, steps, and characters of an error. */
const MOST_WORDS = 16;
const LONGEST_WORD = 256;
const MOST_KEYS = 4;
const MOST_STEPS = 60;
const LONGEST_ERROR = 300;

/** The story with one more event; a command that starts begins a new one. Pure. */
export function tellStory(story: Story | undefined, event: HopEvent, mode: RoutingMode): Story | undefined {
  if (event.type === 'command-started') {
    return {
      args: cut(event.args),
      keys: event.keys.slice(0, MOST_KEYS),
      moreKeys: Math.max(0, event.keys.length - MOST_KEYS),
      mode,
      steps: [],
      isOver: false,
    };
  }
  if (!story) return undefined;
  switch (event.type) {
    case 'hop-sent': {
      const { node, args, asking } = event;
      return withStep(story, { type: 'hop', node, args: cut(args), asking });
    }
    case 'hop-answered': {
      const { reply, ms, redirection } = event;
      const error = reply.type === 'error' ? reply.value.toString().slice(0, LONGEST_ERROR) : undefined;
      return withHop(story, {
        ms,
        ...(error === undefined ? {} : { error }),
        ...(reply.type === 'status' && reply.value.equals(QUEUED) && { queued: true }),
        ...(redirection && { redirection }),
      });
    }
    case 'hop-failed':
      return withHop(story, { ms: event.ms, failure: event.failure });
    case 'command-finished':
      return { ...story, isOver: true, ...(event.failure && { failure: event.failure }) };
    default:
      return withStep(story, event);
  }
}

function withStep(story: Story, step: StoryStep): Story {
  return story.steps.length < MOST_STEPS ? { ...story, steps: [...story.steps, step] } : story;
}

/** The last hop, with what came of it. */
function withHop(story: Story, more: Partial<StoryHop>): Story {
  const at = story.steps.findLastIndex(step => step.type === 'hop');
  const steps = story.steps.map((step, index) =>
    index === at && step.type === 'hop' ? { ...step, ...more } : step,
  );
  return { ...story, steps };
}

function cut(args: readonly Buffer[]): Buffer[] {
  // A copy: a part of it would keep all of a huge value alive.
  return args
    .slice(0, MOST_WORDS)
    .map(arg => (arg.length > LONGEST_WORD ? Buffer.from(arg.subarray(0, LONGEST_WORD)) : arg));
}

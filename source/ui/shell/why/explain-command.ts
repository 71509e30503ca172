import type { NodeAddress } from '../../../cluster/address.ts';
import { cureCrossSlot } from '../../../shell/preview/cure-cross-slot.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Story, StoryHop, StoryStep } from '../../../shell/story.ts';
import type { FailureData } from '../../../words/failure-facts.ts';
import type { WhyAnswer, WhyCommand, WhyEnd, WhyStep } from '../../../words/why-facts.ts';
import type { Words } from '../../../words/words.ts';
import { escapeText } from '../../escape-text.ts';
import { tellFailure } from '../../plain/tell-failure.ts';
import { codeOfError } from '../ledger/explain-reply.ts';
import { nodeSpan } from '../naming/node-names.ts';
import { showCommand } from '../naming/show-command.ts';
import { showTime } from '../naming/show-time.ts';
import { explainKey } from './explain-key.ts';

/** The last command as facts for the page about it; names and times in the form they are shown. */
export function explainCommand(story: Story, view: ClusterView, words: Words): WhyCommand {
  const { args, keys, moreKeys, mode } = story;
  const steps = promptLast(story.steps);
  const nameOf = (address: NodeAddress) => nodeSpan(view, address).text;
  const isCross = new Set(keys.map(({ slot }) => slot)).size > 1;
  return {
    command: showCommand(args),
    name: escapeText(args[0]?.toString().toUpperCase() ?? ''),
    mode,
    isAlone: view.state === 'standalone',
    keys: keys.map(({ key }) => explainKey(key, view)),
    moreKeys,
    ...(isCross && { crossSlot: cureOf(story) }),
    steps: cutCircle(
      story,
      steps.map((step, index) => explainStep(step, steps.slice(0, index), { nameOf, words })),
    ),
    end: explainEnd(story, steps, words),
  };
}

/** The prompt goes along with a MOVED before the command is sent again; it is easier to read the other way round. */
function promptLast(steps: readonly StoryStep[]): StoryStep[] {
  const told = [...steps];
  for (let at = 0; at + 1 < told.length; at++) {
    const [step, next] = told.slice(at, at + 2);
    const goesAlong = step?.type === 'node-changed' && step.why === 'redirected';
    if (goesAlong && next?.type === 'hop') told.splice(at++, 2, next, step);
  }
  return told;
}

/** Hops of a circle that are told; the others are the same again. */
const HOPS_OF_CIRCLE = 2;

/** Of nodes that send a command in circles the first round is enough. */
function cutCircle({ failure }: Story, steps: readonly WhyStep[]): readonly WhyStep[] {
  if (failure?.id !== 'too-many-redirections') return steps;
  const hops = steps.flatMap((step, index) => (step.step === 'hop' ? [index] : []));
  const end = hops[HOPS_OF_CIRCLE];
  return end === undefined
    ? steps
    : [...steps.slice(0, end), { step: 'circle', more: hops.length - HOPS_OF_CIRCLE }];
}

interface Names {
  nameOf: (address: NodeAddress) => string;
  words: Words;
}

/** The keys under names that share a tag. */
function cureOf({ keys }: Story): { cure?: string } {
  const cured = cureCrossSlot(keys.map(({ key }) => key.toString()));
  return cured ? { cure: escapeText(cured.join(' ')) } : {};
}

function explainStep(step: StoryStep, before: readonly StoryStep[], { nameOf, words }: Names): WhyStep {
  switch (step.type) {
    case 'hop': {
      const command = showCommand(step.args);
      const answer = explainAnswer(step, nameOf, words);
      return { step: 'hop', node: nameOf(step.node), by: sentBy(step, before), command, answer };
    }
    case 'map-updated': {
      const from = step.from ? { from: nameOf(step.from) } : {};
      return { step: 'map-updated', slot: step.slot, ...from, to: nameOf(step.to) };
    }
    case 'slot-cached':
      return { step: 'cached', slot: step.slot, ...(step.node ? { node: nameOf(step.node) } : {}) };
    case 'cache-refreshed': {
      const { node, changed, known, why, failure } = step;
      return { step: 'refreshed', node: nameOf(node), changed, known, why, failed: failure !== undefined };
    }
    case 'node-changed':
      return { step: 'prompt', from: nameOf(step.from), to: nameOf(step.to), why: step.why };
    case 'transaction-moved':
      return { step: 'transaction-moved', from: nameOf(step.from), to: nameOf(step.to) };
  }
}

function sentBy({ asking }: StoryHop, before: readonly StoryStep[]): Extract<WhyStep, { step: 'hop' }>['by'] {
  if (asking) return 'ASK';
  const earlier = before.filter(step => step.type === 'hop');
  if (earlier.at(-1)?.redirection) return 'MOVED';
  const cached = before.findLast(step => step.type === 'slot-cached');
  return cached?.node ? 'cache' : 'prompt';
}

function explainAnswer(hop: StoryHop, nameOf: Names['nameOf'], words: Words): WhyAnswer {
  const { redirection, error, failure, ms = 0 } = hop;
  if (failure) return { kind: 'failure', what: escapeText(tellFailure(failure, words).what) };
  if (hop.queued) return { kind: 'queued' };
  if (error === undefined) return { kind: 'reply', time: showTime(ms) };
  const said = escapeText(error);
  if (redirection) {
    return { kind: redirection.kind, said, slot: redirection.slot, to: nameOf(redirection.to) };
  }
  const code = codeOfError(error, words);
  return { kind: 'error', said, ...(code && { code }) };
}

function explainEnd({ failure, isOver }: Story, steps: readonly StoryStep[], words: Words): WhyEnd {
  const last = steps.findLast(step => step.type === 'hop');
  if (!isOver) return { kind: 'running' };
  if (!failure) return { kind: last?.error === undefined ? 'reply' : 'error' };
  // The hop that failed has said it.
  const { what, why, mend } = told(failure, words);
  return {
    kind: 'failure',
    id: failure.id,
    what: last?.failure ? '' : what,
    ...(why && { why }),
    ...(mend && { mend }),
  };
}

function told(failure: FailureData, words: Words): ReturnType<typeof tellFailure> {
  const { what, why, mend } = tellFailure(failure, words);
  const shown = (text: string | undefined) => (text === undefined ? undefined : escapeText(text));
  return { what: escapeText(what), why: shown(why), mend: shown(mend) };
}

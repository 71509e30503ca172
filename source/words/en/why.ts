import type { WhyCommand, WhyEnd, WhyKey, WhyNews, WhyPage, WhyStep, WhyWords } from '../why-facts.ts';
import { explainErrors } from './explain-errors.ts';

/** `why` and `:explain`: what happened and how it works, for somebody who learns. */
export const why: WhyWords = {
  nothing: 'nothing has happened yet: give a command, and ask again',
  alone: 'This is a server of its own, no cluster: it has every key, and slots mean nothing here.',
  more: 'To see more',
  page: ({ command, news }) => {
    const after = news.map(tellNews);
    if (!command)
      return { title: 'What happened to the cluster', steps: after, more: moreAbout(undefined, news) };
    return {
      title: command.command,
      steps: [...tellCommand(command), ...after],
      more: moreAbout(command, news),
    };
  },
  key: key => ({
    title: key.text,
    steps: [
      ...tellKey(key),
      'Every client and every node computes the same slot from the key alone; only who has the slot must be asked.',
    ],
    more: [
      [`CLUSTER KEYSLOT ${key.typed}`, 'the server computes it too'],
      ['CLUSTER SLOTS', 'who has which slots'],
    ],
  }),
};

type Hop = Extract<WhyStep, { step: 'hop' }>;

function tellCommand(command: WhyCommand): string[] {
  const { keys, moreKeys, crossSlot, steps, end } = command;
  return [
    ...keys.flatMap(tellKey),
    ...(moreKeys > 0 ? [`${moreKeys} more keys find their slots in the same way.`] : []),
    ...(crossSlot ? tellCrossSlot(crossSlot.cure) : []),
    ...(command.isAlone ? [why.alone] : []),
    ...(keys.length === 0 && !command.isAlone
      ? [
          `${command.name} names no key, so no slot says where it belongs: the node that gets it runs it, and speaks for itself alone.`,
        ]
      : []),
    ...steps.map((step, index) => tellStep(step, command, steps[index - 1])),
    ...tellEnd(end),
    ...tellSmartClient(command),
  ];
}

function tellKey({ text, hashed, isTagged, crc, slot, owner }: WhyKey): string[] {
  const what = isTagged
    ? `Of the key ${text} only what stands in the first braces is hashed, ${hashed}, so that keys with the same {tag} share a slot.`
    : `The key ${text} has no {tag}: the whole of it is hashed.`;
  const whose = owner
    ? `Slot ${slot} is ${owner.letter}'s: ${owner.name} has ${owner.slots}.`
    : `No node has slot ${slot}, as far as the slot map knows.`;
  return [`${what} CRC16 of it is ${crc}, and ${crc} mod 16384 is ${slot}: its slot.`, whose];
}

function tellCrossSlot(cure: string | undefined): string[] {
  const reason =
    'These keys have different slots. A node runs a command only where all its keys are in one slot: two slots may be on two nodes, now or after the next resharding, and no command runs on two nodes at once.';
  return [
    cure === undefined
      ? reason
      : `${reason} The cure is a common {tag}, chosen when the keys are named: ${cure}`,
  ];
}

function tellStep(step: WhyStep, command: WhyCommand, before: WhyStep | undefined): string {
  switch (step.step) {
    case 'hop':
      return `${tellSent(step)} ${tellAnswer(step, command)}`;
    case 'map-updated':
      return step.from
        ? `That was news: the slot map had slot ${step.slot} at ${step.from}, and has it at ${step.to} now.`
        : `That was news: the slot map had nobody for slot ${step.slot}, and has it at ${step.to} now.`;
    case 'cached':
      return step.node
        ? `The cache of mode smart has slot ${step.slot} at ${step.node}${before?.step === 'refreshed' ? ' now' : ''}, so nobody needs to be asked.`
        : `The cache of mode smart has no node for slot ${step.slot}: the node of the prompt is tried.`;
    case 'refreshed':
      return tellRefreshed(step);
    case 'prompt':
      return tellPrompt(step);
    case 'circle':
      return `And so on, ${step.more === 1 ? 'once more' : `${step.more} times more`}. Each node believes its own table; gossip makes them agree when one of them claims the slot with a higher config epoch, and until then nobody can serve it.`;
    case 'transaction-moved':
      return `MULTI names no key, so it began on ${step.from}; nothing was in the transaction yet, so it was begun again on ${step.to}, where its first key is.`;
  }
}

function tellSent({ node, by, command }: Hop): string {
  switch (by) {
    case 'prompt':
      return `${command} went to ${node}, where the prompt was.`;
    case 'cache':
      return `${command} went straight to ${node}.`;
    case 'MOVED':
      return `The same command was sent to ${node}.`;
    case 'ASK':
      return `ASKING and the same command were sent to ${node}: ASKING lets in the next command, and that one alone, while the node still imports the slot. Without it the answer would be MOVED, back to where it came from.`;
  }
}

function tellAnswer(step: Hop, command: WhyCommand): string {
  const { answer, node } = step;
  switch (answer.kind) {
    case 'reply':
      return step.by !== 'ASK' && command.keys.length > 0
        ? `The slot is served there: it ran, and the reply was here after ${answer.time}.`
        : `It ran, and the reply was here after ${answer.time}.`;
    case 'queued':
      return 'A transaction is open there: it was queued, and runs with all the others when EXEC comes. Until then nothing of it has happened.';
    case 'MOVED':
      return `It did not run it, and said ${answer.said}: the slot is not mine, ${answer.to} has it, for this and all commands to come.${
        command.mode === 'strict' ? ' Mode strict does not follow: this is the reply.' : ''
      }`;
    case 'ASK':
      return `It did not run it, and said ${answer.said}: the slot is mine still, but on its way to ${answer.to}, and this key is not here any more, or is not there yet at all. Ask there this once; the slot map stays as it is until the whole slot has gone.${
        command.mode === 'strict' ? ' Mode strict does not follow: this is the reply.' : ''
      }`;
    case 'error':
      return answer.code
        ? `It said ${ended(answer.said)} That means: ${explainErrors[answer.code]({ node, command: command.name })}.`
        : `It said ${ended(answer.said)}`;
    case 'failure':
      return `No reply: ${answer.what}`;
  }
}

/** What a server said, with one full stop. */
function ended(said: string): string {
  return said.endsWith('.') ? said : `${said}.`;
}

function tellRefreshed({
  node,
  changed,
  known,
  why: reason,
  failed,
}: Extract<WhyStep, { step: 'refreshed' }>): string {
  if (failed)
    return `The cache should have been read anew from ${node}, which did not tell; it holds what it held.`;
  if (reason === 'empty')
    return `The cache was empty: CLUSTER SLOTS of ${node} filled it, with ${known} slots in one answer.`;
  const others = changed === 0 ? 'none of the others had changed' : `${changed} others had changed`;
  return reason === 'moved'
    ? `A cache miss. MOVED tells of one slot only, and others may have gone with it, so the whole map was asked for again: CLUSTER SLOTS of ${node}; ${others}.`
    : `The cached node does not answer, so ${node} was asked for the whole map: ${changed} slots had changed.`;
}

function tellPrompt({ from, to, why: reason }: Extract<WhyStep, { step: 'prompt' }>): string {
  switch (reason) {
    case 'redirected':
      return `The prompt went along to ${to}: the next command begins there.`;
    case 'node-lost':
      return `${from} was lost, and the prompt went to ${to}, which answers. What was open on the old connection, a transaction or watched keys, ended with it.`;
    case 'pinned':
      return `The prompt went to ${to}: what is open there, a transaction or watched keys, cannot go on elsewhere.`;
    case 'asked':
      return `The prompt went to ${to}, as was asked.`;
  }
}

function tellEnd(end: WhyEnd): string[] {
  if (end.kind !== 'failure') return [];
  const { what, why: reason, mend } = end;
  return [[what, reason].filter(Boolean).join(' '), ...(mend ? [`To mend it: ${mend}`] : [])];
}

function tellSmartClient({ mode, steps, end }: WhyCommand): string[] {
  const moved = steps.some(step => step.step === 'hop' && step.answer.kind === 'MOVED');
  if (!moved || mode === 'smart' || end.kind === 'failure') return [];
  return [
    'A client library keeps the slot map: it computes the slot itself and sends straight to the owner. To such a client MOVED says only that its map is old.',
  ];
}

function tellNews(news: WhyNews): string {
  switch (news.news) {
    case 'down':
      return `${news.node} does not answer. The masters ping each other; when most of them have missed it for cluster-node-timeout, they agree that it failed.`;
    case 'up':
      return `${news.node} answers again. It learns from the others what happened meanwhile; a former master whose slots were taken over comes back as a replica.`;
    case 'joined':
      return `${news.node} joined: it was met, and the others heard of it by gossip over the cluster bus.`;
    case 'left':
      return `${news.node} is not in the node table any more: it was forgotten with CLUSTER FORGET, or reset.`;
    case 'promoted':
      return `A failover: ${news.node} was a replica and is master of ${news.letter} now, with its slots ${news.slots}. Most masters gave it their vote; its config epoch ${news.epoch} is higher than that of the old master, so everybody believes it. Clients hear of it by MOVED.`;
    case 'demoted':
      return `${news.node} is a replica of ${news.letter} now: another node has its slots with a higher config epoch. Writes that only the old master had are gone.`;
    case 'prompt':
      return `The prompt was on ${news.from}, which is lost, and is on ${news.to} now.${
        news.transactionLost ? ' The transaction ended with its connection: nothing of it ran.' : ''
      }`;
    case 'state':
      return news.ok
        ? 'cluster_state is ok again: every slot has a living owner.'
        : 'cluster_state is fail: a slot has no living owner. With cluster-require-full-coverage yes the nodes then refuse every key, with CLUSTERDOWN.';
  }
}

function moreAbout(command: WhyCommand | undefined, news: readonly WhyNews[]): WhyPage['more'] {
  const [key] = command?.keys ?? [];
  const kinds = (command?.steps ?? []).flatMap(step => (step.step === 'hop' ? [step.answer.kind] : []));
  const more: [string, string][] = [];
  if (key) more.push([`CLUSTER KEYSLOT ${key.typed}`, 'the server computes the slot too']);
  if (kinds.includes('MOVED') && command?.mode !== 'smart')
    more.push([':mode smart', 'as client libraries do it']);
  if (key && command?.mode === 'smart')
    more.push([`:stale ${key.typed}`, 'make the cache wrong, and see it mend itself']);
  if (command?.mode === 'follow' && !command.isAlone && kinds.length > 0)
    more.push([':mode strict', 'see redirections and do not follow']);
  if (kinds.includes('ASK')) more.push(['CLUSTER NODES', 'slots on their way stand there as [slot->-node]']);
  if (news.length > 0) more.push(['CLUSTER NODES', 'the node table']);
  if (kinds.length > 0) more.push([':trace full', 'every hop, with its bytes']);
  return more;
}

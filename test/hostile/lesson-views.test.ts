import { expect, test } from 'vitest';
import { jsonStage } from '../../source/commands/learn-alone.ts';
import type { Check, Narration } from '../../source/lessons/lesson.ts';
import type { LessonEvent, NamedNode, PredictionQuestion } from '../../source/lessons/stage.ts';
import { plainLessonLines, plainQuestionLines } from '../../source/ui/learn/plain-lesson-lines.ts';
import { wordsFor } from '../../source/words/words.ts';
import { neverObeyed, type Say } from './never-obeyed.ts';

const nodeOf = (say: Say): NamedNode => ({
  ...{ name: say(), byPort: say(), address: { host: say(), port: 6371 }, id: say(), slots: say() },
});

/** A check of each kind. */
function checksOf(say: Say): Check[] {
  return [
    { kind: 'state', is: 'ok', by: [say(), say()] },
    { kind: 'node', node: say(), is: 'replica', of: say() },
    { kind: 'node', node: say(), is: 'failed' },
    { kind: 'slot', slot: say(), owner: say() },
    { kind: 'slot', slot: say(), movingTo: say() },
    { kind: 'key', key: say(), is: say() },
    { kind: 'key', key: say() },
    { kind: 'known', node: say(), nodes: 6 },
    { kind: 'info', node: say(), field: say(), is: say() },
  ];
}

/** An event of each type that lines are made of. */
function eventsOf(say: Say): LessonEvent[] {
  const step = say();
  const place = { at: 1, of: 2 };
  return [
    { type: 'cluster-ready', isOwn: true, nodes: [nodeOf(say)] },
    { type: 'lesson-started', lesson: say(), title: say(), steps: 2, language: 'en' },
    { type: 'catching-up', steps: 2, to: say() },
    { type: 'step-started', step, ...place },
    { type: 'said', step, part: 'say', text: `${say()}\n\n${say()}\n\`${say()}\`` },
    { type: 'prompt-moved', step, node: nodeOf(say) },
    { type: 'acted', step, act: { do: 'stop', nodes: [say()] }, nodes: [nodeOf(say)] },
    { type: 'foretold', step, of: 'reply', chosen: say(), truth: say(), isRight: false },
    ...checksOf(say).map((check): LessonEvent => ({ type: 'held', step, check, ...place, ms: 2000 })),
    { type: 'lesson-finished', lesson: say(), outcome: 'done', foretold: [], done: 2, of: 2 },
  ];
}

function narrationOf(say: Say): Narration {
  return { title: say(), about: say(), end: say(), steps: {}, quiz: [] };
}

test('a lesson as lines', async () => {
  await neverObeyed(({ say, words }) => {
    const telling = { narration: narrationOf(say), textOf: (_: string, value: string) => value };
    const option = { value: say(), text: say() };
    const question: PredictionQuestion = { step: say(), of: 'reply', ask: say(), options: [option] };
    const lines = [
      ...eventsOf(say).flatMap(event => plainLessonLines(event, words, telling)),
      ...plainQuestionLines(question, words),
    ];
    return { text: lines.join('\n') };
  });
});

test('a lesson as JSON is plain ASCII, one event a line', async () => {
  await neverObeyed(async ({ say, words }) => {
    let text = '';
    const write = (piece: string) => {
      text += piece;
    };
    const stage = jsonStage({ words, write, signal: new AbortController().signal });
    for (const event of eventsOf(say)) await stage.tell(event);
    for (const line of text.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    return { text };
  });
});

test('bytes of replies are text in JSON', async () => {
  let text = '';
  const stage = jsonStage({
    ...{ words: wordsFor('en'), signal: new AbortController().signal },
    write: piece => {
      text += piece;
    },
  });
  const reply = { type: 'bulk', value: Buffer.from('x') } as const;
  const node = { host: '127.0.0.1', port: 6371 };
  await stage.tell({
    type: 'happened',
    step: 's',
    event: { type: 'hop-answered', hop: 1, node, reply, ms: 1 },
  });
  expect(JSON.parse(text)).toMatchObject({ event: { node, reply: { type: 'bulk', value: 'x' } } });
});

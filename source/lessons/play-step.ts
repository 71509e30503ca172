import { formatAddress, type NodeAddress, sameAddress } from '../cluster/address.ts';
import type { ShellSession } from '../shell/session.ts';
import type { NodeAsker } from './ask-nodes.ts';
import { awaitCheck } from './await-check.ts';
import type { Facts } from './facts-of-run.ts';
import { fillCheck, fillExpectation } from './fill-lesson.ts';
import type { Ground } from './ground.ts';
import type { Fact, Lesson, LessonStep, Narration, NodeAct } from './lesson.ts';
import { LessonFailure } from './lesson-failure.ts';
import type { LineEar } from './line-ear.ts';
import { nodeNamed } from './node-names.ts';
import { type Filling, fill } from './placeholders.ts';
import { isSameLine, runLine } from './run-line.ts';
import type { Foretold, NamedNode, PredictionQuestion, Stage } from './stage.ts';
import { writeCheck } from './write-check.ts';

/** What the steps of one playing have in common. */
export interface PlayContext {
  lesson: Lesson;
  narration: Narration;
  ground: Ground;
  nodes: readonly NamedNode[];
  stage: Stage;
  /** The one that the stage has: lines on it are heard. */
  session: ShellSession;
  /** The same, for what the lesson does by itself. */
  unheard: ShellSession;
  ear: LineEar;
  asker: NodeAsker;
  signal: AbortSignal;
  /** The last line's reply. */
  reply?: string;
}

/** Seconds that checks may take, when the step does not say. */
const PATIENCE_S = 30;

/**
 * Plays one step. Resolves with what was foretold, if it asks for that.
 * @throws {Failure} `lesson-claim` when something is not as the lesson says
 */
export async function playStep(
  step: LessonStep,
  at: number,
  context: PlayContext,
): Promise<Foretold | undefined> {
  const { lesson, narration, stage, ear } = context;
  const { id } = step;
  const place = { step: id, at: at + 1, of: lesson.steps.length };
  const started = performance.now();
  await stage.tell({ type: 'step-started', ...place });
  await moveTo(step, context);
  const texts = narration.steps[id] ?? {};
  if (texts.say) await stage.tell({ type: 'said', step: id, part: 'say', text: filled(texts.say, context) });
  ear.enter(id);
  const question = step.predict && questionOf(step, context);
  for (const line of step.first ?? []) await runByItself(id, filled(line, context), context);
  const chosen = question && (await stage.predict(question));
  await doIt(step, context);
  await ear.settled();
  const facts = ear.facts(context.nodes);
  if (facts.reply !== undefined) context.reply = facts.reply;
  requireFacts(step, facts, context);
  const foretold = question && judge(question, chosen, facts, context);
  if (foretold) await stage.tell({ type: 'foretold', ...foretold });
  await requireChecks(step, context, true);
  if (texts.then)
    await stage.tell({ type: 'said', step: id, part: 'then', text: filled(texts.then, context) });
  await stage.tell({ type: 'step-finished', ...place, ms: performance.now() - started });
  return foretold;
}

/** Does again what a step did on an earlier visit, without a word. */
export async function repeatStep(step: LessonStep, context: PlayContext): Promise<void> {
  const { session, ear, ground, signal } = context;
  await moveTo(step, context, false);
  ear.enter(step.id);
  for (const line of [...(step.first ?? []), ...(step.type === undefined ? [] : [step.type])]) {
    await runLine(session, filled(line, context), signal);
    signal.throwIfAborted();
  }
  const { reply } = ear.facts(context.nodes);
  if (reply !== undefined) context.reply = reply;
  if (step.act) await ground.act?.(step.act.do, addressesOf(actedOn(step.act, context)));
  await requireChecks(step, context, false);
}

async function moveTo({ id, at }: LessonStep, context: PlayContext, isTold = true): Promise<void> {
  const node = at === undefined ? undefined : nodeNamed(context.nodes, filled(at, context));
  if (!node) return;
  const { unheard, stage, signal } = context;
  const { current } = unheard.view;
  if (current && sameAddress(current, node.address)) return;
  const args = [Buffer.from(formatAddress(node.address))];
  let failed: string | undefined;
  await unheard.runTask(
    { name: 'connect', args },
    event => {
      if (event.type === 'task-finished') failed = event.failure?.id;
    },
    signal,
  );
  signal.throwIfAborted();
  if (failed !== undefined) throw claimFailure(context, id, { claim: `at: ${at}`, found: failed });
  if (isTold) await stage.tell({ type: 'prompt-moved', step: id, node });
}

async function doIt(step: LessonStep, context: PlayContext): Promise<void> {
  const { stage, narration, ground } = context;
  const { id, type, act, show } = step;
  if (type !== undefined) {
    const line = filled(type, context);
    const hint = narration.steps[id]?.hint;
    await stage.tell({ type: 'line', step: id, line, by: 'learner' });
    await stage.run({
      ...{ step: id, line, by: 'learner' },
      ...(hint && { hint: filled(hint, context) }),
      isIt: typed => isSameLine(typed, line),
    });
  } else if (act) {
    const nodes = actedOn(act, context);
    await ground.act?.(act.do, addressesOf(nodes));
    await stage.tell({ type: 'acted', step: id, act, nodes });
  } else if (show !== undefined) await stage.show({ step: id, file: show });
  context.signal.throwIfAborted();
}

async function runByItself(step: string, line: string, { stage, signal }: PlayContext): Promise<void> {
  await stage.tell({ type: 'line', step, line, by: 'lesson' });
  await stage.run({ step, line, by: 'lesson', isIt: typed => isSameLine(typed, line) });
  signal.throwIfAborted();
}

function actedOn({ nodes }: NodeAct, context: PlayContext): NamedNode[] {
  return nodes.flatMap(name => nodeNamed(context.nodes, filled(name, context)) ?? []);
}

function addressesOf(nodes: readonly NamedNode[]): NodeAddress[] {
  return nodes.map(({ address }) => address);
}

function questionOf(step: LessonStep, context: PlayContext): PredictionQuestion | undefined {
  const { id, predict, type } = step;
  if (!predict) return undefined;
  const texts = context.narration.steps[id];
  return {
    ...{ step: id, of: predict.of },
    ...(texts?.ask && { ask: filled(texts.ask, context) }),
    ...(type !== undefined && { line: filled(type, context) }),
    options: predict.options.map(option => {
      const value = filled(option, context);
      return { value, text: filled(texts?.options?.[option] ?? option, context) };
    }),
  };
}

/** @throws {Failure} `lesson-claim` when what happened cannot be chosen */
function judge(
  { step, of, options }: PredictionQuestion,
  chosen: string | undefined,
  facts: Facts,
  context: PlayContext,
): Foretold {
  const truth = factOf(facts, of);
  const values = options.map(({ value }) => value);
  if (!values.includes(truth)) {
    const claim = `${of}: ${values.join(' | ')}`;
    throw claimFailure(context, step, { claim, found: truth });
  }
  return { step, of, truth, isRight: chosen === truth, ...(chosen !== undefined && { chosen }) };
}

/** @throws {Failure} `lesson-claim` for the first fact that is not as expected */
function requireFacts({ id, expect = {} }: LessonStep, facts: Facts, context: PlayContext): void {
  for (const [name, claimed] of Object.entries(fillExpectation(expect, fillingOf(context)))) {
    const of = name as Fact;
    const found = factOf(facts, of);
    if (found !== claimed) throw claimFailure(context, id, { claim: `${of}: ${claimed}`, found });
  }
}

/** @throws {Failure} `lesson-claim` for the first claim that has not become true in time */
async function requireChecks(step: LessonStep, context: PlayContext, isTold: boolean): Promise<void> {
  const { id, check = [], within = PATIENCE_S } = step;
  const { stage, asker, nodes, signal } = context;
  const started = performance.now();
  for (const [index, written] of check.entries()) {
    const claim = fillCheck(written, fillingOf(context));
    const event = { step: id, check: claim, at: index + 1, of: check.length };
    if (isTold) await stage.tell({ type: 'awaiting', ...event });
    const began = performance.now();
    const ms = within * 1000 - (began - started);
    const { holds, found } = await awaitCheck(claim, { asker, nodes, ms, signal });
    if (!holds) throw claimFailure(context, id, { claim: writeCheck(claim), found, seconds: within });
    if (isTold) await stage.tell({ type: 'held', ...event, ms: performance.now() - began });
  }
}

function claimFailure(
  { lesson }: PlayContext,
  step: string,
  facts: { claim: string; found: string; seconds?: number },
): LessonFailure {
  return new LessonFailure('lesson-claim', { lesson: lesson.id, step, seconds: 0, ...facts });
}

function factOf(facts: Facts, of: Fact): string {
  return facts[of] ?? '';
}

function filled(text: string, context: PlayContext): string {
  return fill(text, fillingOf(context));
}

function fillingOf({ nodes, reply }: PlayContext): Filling {
  return { nodes, ...(reply !== undefined && { reply }) };
}

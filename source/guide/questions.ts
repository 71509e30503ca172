import type { Question } from './events.ts';

/** Answers a question: `yes`, `no`, a choice, or text; null when there is no answer. */
export type Ask = (question: Question) => Promise<string | null>;

/** Who answers: a flag beforehand, or else the person. */
export interface Answers {
  /** The answer that was given beforehand; undefined for a question that none covers. */
  beforehand(question: Question): string | undefined;
  /** Left out: nobody is there, or nobody wants to be asked. */
  ask?: Ask;
}

/** What the person said beforehand, with flags. */
export interface StandingAnswers {
  assumeYes: boolean;
  acceptNewHostKeys: boolean;
}

/** A question and its answer, as events tell them. */
export type QuestionEvent =
  | { type: 'asked'; question: Question }
  | { type: 'answered'; question: Question['kind']; answer: string };

/**
 * Who answers in a run: a flag, else the person. `--yes` takes what slotsh proposes and asks nothing; it never takes an unknown host
 * key, which needs a flag of its own, knows no secrets, and does not try again.
 */
export function answersOf(standing: StandingAnswers, ask: Ask | undefined): Answers {
  return {
    beforehand: question => answerByFlag(question, standing),
    ...(ask && !standing.assumeYes ? { ask } : {}),
  };
}

function answerByFlag(question: Question, standing: StandingAnswers): string | undefined {
  switch (question.kind) {
    case 'host-key':
      return standing.acceptNewHostKeys ? 'yes' : undefined;
    case 'install-server':
    case 'confirm-changes':
    case 'confirm-allocation':
    case 'confirm-joins':
    case 'remove-data':
      return standing.assumeYes ? 'yes' : undefined;
    case 'secret':
    case 'after-failure':
      return undefined;
  }
}

/** Asks one question at a time, as hosts are reached side by side; says each, and its answer. */
export class Questions {
  readonly #answers: Answers;
  readonly #tell: (event: QuestionEvent) => void;
  #lastAnswer: Promise<unknown> = Promise.resolve();

  constructor(answers: Answers, tell: (event: QuestionEvent) => void) {
    this.#answers = answers;
    this.#tell = tell;
  }

  /**
   * Waits for the answer. Null, unasked, where nobody answers.
   * What a secret's answer was is never said, only whether there was one.
   */
  ask(question: Question): Promise<string | null> {
    const answer = this.#lastAnswer.then(() => this.#askNow(question));
    this.#lastAnswer = answer.catch(() => undefined);
    return answer;
  }

  async #askNow(question: Question): Promise<string | null> {
    const beforehand = this.#answers.beforehand(question);
    const { ask } = this.#answers;
    if (beforehand === undefined && !ask) return null;
    this.#tell({ type: 'asked', question });
    const answer = beforehand ?? (ask ? await ask(question) : null);
    const told = question.kind === 'secret' && answer !== null ? 'given' : (answer ?? 'none');
    this.#tell({ type: 'answered', question: question.kind, answer: told });
    return answer;
  }
}

import type { Question } from './events.ts';
import type { Answers, Ask } from './voice.ts';

/** What the person said beforehand, with flags. */
export interface StandingAnswers {
  assumeYes: boolean;
  acceptNewHostKeys: boolean;
}

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
    case 'confirm-allocation':
    case 'remove-data':
      return standing.assumeYes ? 'yes' : undefined;
    case 'secret':
    case 'after-failure':
      return undefined;
  }
}

import type { FailureChoice, Question } from '../../guide/events.ts';
import type { Size } from '../components/open-screen.tsx';
import { emptyLine, type LineState } from '../editor/line-state.ts';
import { type NextCommands, nextCommands } from './next-commands.ts';
import { freshSetup, type SetupState, type StepView } from './setup-state.ts';

/** What the body of the screen shows: what happens, or a page over it. */
type Page = 'work' | 'plan' | 'command' | 'exhibits';

/** The set-up and how one looks at it. */
export interface ScreenState {
  setup: SetupState;
  size: Size;
  page: Page;
  /** First row shown of a page that is longer than the screen. */
  scroll: number;
  /** Which exhibit is open, 0-based over all steps. */
  exhibit: number;
  /** Which answer is marked, 0-based. */
  choice: number;
  /** A secret being typed; never shown. */
  secret: LineState;
  /** The person's answer to the question that waits; the guide says `answered` when it has taken it. */
  answer?: { value: string | null };
  /** Leaving is asked once before it is done; `at-once` does not wait for what is under way. */
  leaving: 'no' | 'asking' | 'sure' | 'at-once';
  /** What the person would type next. */
  next: NextCommands;
  /** The run has ended, and the person looks at what was shown until they go on. */
  lingering: boolean;
  /** How the person left the ended run. */
  closed?: 'go-on' | 'leave';
}

export function freshScreen(size: Size, next: NextCommands = nextCommands()): ScreenState {
  return {
    setup: freshSetup,
    size,
    page: 'work',
    scroll: 0,
    exhibit: 0,
    choice: 0,
    secret: emptyLine(),
    leaving: 'no',
    next,
    lingering: false,
  };
}

/** An answer that can be chosen, and the key that gives it at once. */
export interface AnswerChoice {
  value: string;
  command: 'yes' | 'no' | 'take-back' | Exclude<FailureChoice, 'undo'>;
}

/** What a question can be answered with; a secret is typed instead. */
export function answerChoices(question: Question): readonly AnswerChoice[] {
  if (question.kind === 'secret') return [];
  if (question.kind === 'after-failure') {
    return question.choices.map(value => ({ value, command: value === 'undo' ? 'take-back' : value }));
  }
  return [
    { value: 'yes', command: 'yes' },
    { value: 'no', command: 'no' },
  ];
}

/** The answer that Enter gives before anything was marked: yes only where nothing is lost and nobody is trusted by it. */
export function usualChoice(question: Question): number {
  return question.kind === 'host-key' || question.kind === 'remove-data' ? 1 : 0;
}

/** Every exhibit so far, in the order of the steps. */
export function allExhibits({ steps }: SetupState) {
  return steps.flatMap(step => step.exhibits);
}

/** The step that is under way, or ended last. */
export function currentStep({ steps, current }: SetupState): StepView | undefined {
  return steps.find(({ id }) => id === current);
}

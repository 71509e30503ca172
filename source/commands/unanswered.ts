import type { ExitCode } from '../cluster/failure.ts';
import type { Unanswered } from '../ui/wizard/ask-connect.tsx';

/** What the home screen does when a way's first question was not answered: it is there again, or the program ends. */
export function endOf(unanswered: Unanswered): ExitCode | 'back' {
  return unanswered === 'back' ? 'back' : 130;
}

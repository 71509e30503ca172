import type { GuideEvent } from '../../guide/events.ts';
import { type Line, line } from '../components/line.ts';
import type { SetupState } from '../setup/setup-state.ts';
import { runLine, setupEventLines, type Telling } from './setup-event-lines.ts';

const commands = { plan: 'slotsh up --plan', check: 'slotsh check' } as const;

/**
 * What one event of `up --plan` or of `check` has to say: what was found on the hosts, what is in the way, and in the end the plan.
 * That the later steps change nothing goes without saying, and what they only looked at for the plan is noise.
 */
export function planEventLines(
  mode: keyof typeof commands,
): (before: SetupState, event: GuideEvent, telling: Telling) => Line[] {
  return (before, event, telling) => {
    const { words } = telling;
    switch (event.type) {
      case 'run-started':
        return [runLine(commands[mode], event, words)];
      case 'step-started':
        return event.step === 'prepare-hosts' ? [[], line(words.setup.plan.read)] : [];
      case 'task':
        return event.step === 'prepare-hosts' ? setupEventLines(before, event, telling) : [];
      case 'by-hand':
      case 'step-finished':
      case 'step-failed':
        return [];
      default:
        return setupEventLines(before, event, telling);
    }
  };
}

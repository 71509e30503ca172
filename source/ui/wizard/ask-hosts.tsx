import type { ClusterSpec } from '../../spec/cluster-spec.ts';
import type { Words } from '../../words/words.ts';
import { FormView } from '../components/FormView.tsx';
import { openScreen, type Terminal, terminalSize } from '../components/open-screen.tsx';
import { whenState } from '../components/when-state.ts';
import { createStore } from '../store.ts';
import type { Theme } from '../theme.ts';
import type { Unanswered } from './ask-connect.tsx';
import type { JudgeFile } from './check-answer.ts';
import { answerTo, readDraft } from './draft.ts';
import { createReduceWizard } from './reduce-wizard.ts';
import { wizardLines } from './wizard-lines.ts';
import { freshWizard } from './wizard-state.ts';

export interface WizardOptions extends Terminal {
  words: Words;
  theme: Theme;
  /** Can the file be written there? Answered at once, for the person is waiting. */
  judgeFile: JudgeFile;
}

/** What the questions of `slotsh up` came to; nothing is written yet. */
export interface WizardResult {
  spec: ClusterSpec;
  /** Where the person wants it written, as typed. */
  file: string;
}

/** Asks for everything a cluster.yaml says. */
export async function askHosts(options: WizardOptions): Promise<WizardResult | Unanswered> {
  const { words, theme, judgeFile } = options;
  const store = createStore(createReduceWizard(words, judgeFile), freshWizard(terminalSize(options.stdout)));
  const screen = openScreen(
    store,
    state => (state.ended ? null : <FormView {...wizardLines(state, words)} theme={theme} />),
    options,
  );
  const { ended, answers } = await whenState(store, state => state.ended !== undefined);
  await screen.unmount();
  const draft = readDraft(answers);
  if (ended === 'finished' && 'spec' in draft) return { spec: draft.spec, file: answerTo('file', answers) };
  return ended === 'back' ? 'back' : 'left';
}

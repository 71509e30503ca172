import type { SpecFaultFacts } from '../../words/failure-facts.ts';
import type { Words } from '../../words/words.ts';
import { tellSpecFault } from '../plain/tell-failure.ts';
import { type Answers, answerTo, hostsOf, listOf, type QuestionId, readDraft } from './draft.ts';

/** Why a file cannot be written there: it exists, or its directory does not or may not be written to; undefined when it can be. */
export type JudgeFile = (file: string) => 'taken' | 'no-directory' | undefined;

/**
 * What is wrong with an answer, as sentences; nothing when it can stand. Whatever cluster.yaml says about a value is
 * said here with the same words: the draft is read as the file would be.
 */
export function checkAnswer(id: QuestionId, answers: Answers, words: Words, judgeFile: JudgeFile): string[] {
  const answer = answerTo(id, answers);
  if (answer === '') return [words.wizard.nothingGiven];
  if (id === 'file') {
    const fault = judgeFile(answer);
    return fault ? [words.wizard.fileFaults[fault](answer)] : [];
  }
  if (id === 'addresses' || id === 'ports') {
    const hosts = hostsOf(answers).length;
    const given = listOf(answer, id === 'ports' ? /\s+/ : undefined).length;
    if (given !== hosts) return [words.wizard.countWrong(hosts, given)];
  }
  const draft = readDraft(answers);
  if (!('faults' in draft)) return [];
  const sentences = draft.faults
    .filter(fault => concerns(id, fault))
    .map(fault => tellSpecFault(fault, words));
  return [...new Set(sentences)];
}

/** Which faults of the file a question is to blame for: those of its own value, and what its numbers add up to. */
function concerns(id: QuestionId, { id: fault, path }: SpecFaultFacts): boolean {
  switch (id) {
    case 'hosts':
      return /^hosts\[\d+\]\.ssh$/.test(path) || fault === 'ssh-doubled' || fault === 'ssh-missing-twice';
    case 'addresses':
      return /^hosts\[\d+\]\.address$/.test(path);
    case 'ports':
      return /^hosts\[\d+\]\.ports/.test(path) || fault === 'too-few-masters' || fault === 'too-many-nodes';
    default:
      return path === id;
  }
}

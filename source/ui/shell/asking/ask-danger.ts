import type { Danger } from '../../../shell/danger/weigh-danger.ts';
import type { ClusterView } from '../../../shell/session.ts';
import type { Words } from '../../../words/words.ts';
import { groupDigits } from '../../components/format-quantity.ts';
import { escapeText } from '../../escape-text.ts';
import { nodeSpan } from '../naming/node-names.ts';
import type { RunEffect } from '../shell-state.ts';
import type { Question } from './question.ts';

/** The question before a dangerous command is sent: why it is dangerous, on which nodes and how many keys it acts. No is the default. */
export function askDanger(danger: Danger, effect: RunEffect, view: ClusterView, words: Words): Question {
  const texts = words.danger;
  const command = escapeText(danger.command);
  const run = { do: 'run', effect: { ...effect, isSure: true } } as const;
  const decline = { do: 'drop', command } as const;
  return {
    asked: texts.ask(command),
    about: [describeReach(danger, view, words), texts.why[danger.reason](command)],
    choices: [
      { key: 'yes', says: texts.yes, answer: run },
      { key: 'no', says: texts.no, answer: decline },
    ],
    spelled: { typed: '', yes: run },
    onEnter: decline,
    onDecline: decline,
  };
}

/** `On A 127.0.0.1:6371: 12,345 of the cluster's 40,000 keys`. */
function describeReach(
  { nodes, keys, clusterKeys }: Danger,
  view: ClusterView,
  { danger: texts }: Words,
): string {
  const [only] = nodes;
  const where =
    nodes.length === 1 && only ? texts.onNode(nodeSpan(view, only).text) : texts.onNodes(nodes.length);
  return `${where}: ${describeKeys(keys, clusterKeys, texts)}`;
}

function describeKeys(
  keys: number | undefined,
  clusterKeys: number | undefined,
  texts: Words['danger'],
): string {
  if (keys === undefined) return texts.keysUnknown;
  if (clusterKeys === undefined || clusterKeys <= keys) return texts.keys(groupDigits(keys), keys);
  return keys === 0
    ? texts.noKeyOf(groupDigits(clusterKeys), clusterKeys)
    : texts.keysOf(groupDigits(keys), groupDigits(clusterKeys));
}

import type { CommandCatalogue } from '../../../../shell/complete/command-docs.ts';
import { commandsOfGroup, groupsOf } from '../../../../shell/complete/command-groups.ts';
import type { Words } from '../../../../words/words.ts';
import { escapeText } from '../../../escape-text.ts';
import { noticeLine, type TranscriptLine } from '../../transcript/transcript-line.ts';
import { commandTable } from './command-page.ts';
import { sentence, title } from './page-lines.ts';

/** The commands of a group or an ACL category; for one that is none, those that there are. */
export function groupPage(
  group: string,
  catalogue: CommandCatalogue,
  { commandHelp: help }: Words,
): TranscriptLine[] {
  const docs = commandsOfGroup(group, catalogue);
  if (docs.length > 0) return [title(help.groupOf(escapeText(group), docs.length)), ...commandTable(docs)];
  const groups = groupsOf(catalogue).map(({ name }) => escapeText(`@${name}`));
  return [
    noticeLine(help.noGroup(escapeText(`@${group}`)), 'warn'),
    ...(groups.length > 0 ? [sentence(`${help.groups}: ${groups.join(' ')}`)] : []),
  ];
}

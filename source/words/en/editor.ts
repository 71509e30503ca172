/** Words of the line editor: pastes and the search in the history. */
export const editor = {
  /** Behind the beginning of a very long line in the transcript. */
  cutEcho: (characters: number) => `… and ${characters} more characters`,
  paste: {
    asked: (lines: number) => `Run these ${lines} lines, one after the other?`,
    runs: 'y runs all',
    drops: 'n drops them',
    edits: 'e or Enter: the first to the prompt',
    more: (lines: number) => (lines === 1 ? '… and 1 more line' : `… and ${lines} more lines`),
  },
  search: {
    prompt: ' history: ',
    place: (chosen: number, all: number) => `${chosen} of ${all}`,
    noMatch: 'no line has it',
    keys: 'Enter runs · Tab takes · Esc back',
    fewKeys: 'Esc back',
  },
};

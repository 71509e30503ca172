/** What the shell says of replies that go elsewhere than into the transcript. */
export const replies = {
  /** Under the prompt, while one types. */
  intoCommand: (command: string) => `the reply goes into the shell command: ${command}`,
  intoFile: {
    new: (file: string) => `the reply goes into the new file ${file}`,
    append: (file: string) => `the reply is appended to ${file}`,
    replace: (file: string) => `the reply replaces ${file}`,
  },
  /** For what the screen does alone. */
  onlyReplies: 'Only what nodes answer can go into a command or a file.',
  onOrOff: (word: string) => `on or off, not ${word}`,
  /** What the settings of `:page` and `:pretty` do. */
  does: {
    page: {
      on: 'replies that are higher than the screen go into the pager',
      off: 'replies go into the transcript',
    },
    pretty: {
      on: 'JSON, hashes and entries of streams are laid out',
      off: 'replies are printed as redis-cli prints them',
    },
  },
  noReplyYet: 'No reply yet.',
  notPretty: 'There is nothing to lay out: no JSON, no hash, no entries of a stream.',
  noPager: 'No pager: neither $PAGER, nor less, nor more.',
  onlyBeginning: (kept: string) =>
    `Only the first ${kept} items were kept. All of it: :page on, and the command again.`,
  bytes: (count: string) => `${count} bytes`,
  exit: (code: number) => `exit code ${code}`,
  killed: 'ended by a signal',
};

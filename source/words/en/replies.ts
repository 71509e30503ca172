/** What the shell says of replies that go elsewhere than into the transcript. */
export const replies = {
  /** Under the prompt, while one types. */
  intoCommand: (command: string) => `the reply goes into the shell command: ${command}`,
  intoFile: {
    new: (file: string) => `the reply goes into the new file ${file}`,
    append: (file: string) => `the reply is appended to ${file}`,
    replace: (file: string) => `the reply replaces ${file}`,
  },
  /** For one of the shell's own commands, or a line for chosen nodes. */
  onlyReplies: 'Only the reply of a Redis command can go into a command or a file.',
  bytes: (count: string) => `${count} bytes`,
  exit: (code: number) => `exit code ${code}`,
  killed: 'ended by a signal',
};

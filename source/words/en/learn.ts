/** Lessons outside of their screen: plain lines, the linter. */
export const learn = {
  linted: (lesson: string, steps: number) =>
    `The lesson "${lesson}" is as it should be: ${steps === 1 ? '1 step' : `${steps} steps`}.`,
  recording: (file: string) => `A recording is shown here: slotsh replay ${file}`,
};

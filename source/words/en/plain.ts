/** Plain lines: what a run says where there is no terminal to draw on. */
export const plain = {
  error: 'Error',
  warning: 'Warning',
  why: 'why',
  mend: 'to mend it',
  failureId: 'id',
  /** A label before what it names. */
  label: (name: string) => `${name}: `,
  answer: 'answer',
  answers: {
    yes: 'yes',
    no: 'no',
    none: 'none',
    given: 'given, not shown',
    retry: 'retry',
    skip: 'skip',
    undo: 'undo',
    leave: 'leave',
  },
  down: {
    done: (name: string) => `${name} is stopped and removed.`,
    unchanged: (name: string) => `Nothing of ${name} was running, and nothing was there to remove.`,
    left: (command: string) => `Still there (\`${command} --data\` removes it):`,
    imageStays: (image: string, hosts: string, command: string) =>
      `The image ${image} stays on ${hosts}, as others may use it (\`${command}\` removes it there).`,
    interrupted: (command: string) => `Interrupted; \`${command}\` goes on from here.`,
  },
};

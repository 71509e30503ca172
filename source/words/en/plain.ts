/** Plain lines: what a run says where there is no terminal to draw on. */
export const plain = {
  error: 'Error',
  warning: 'Warning',
  why: 'why',
  mend: 'to mend it',
  failureId: 'id',
  answer: 'answer',
  answers: {
    yes: 'yes',
    no: 'no',
    none: 'none',
    given: 'given, not shown',
    retry: 'retry',
    skip: 'skip',
    leave: 'leave',
  },
};

/** Plain lines: what a run says where there is no terminal to draw on. */
export const plain = {
  error: 'Error',
  warning: 'Warning',
  why: 'why',
  mend: 'to mend it',
  failureId: 'id',
};

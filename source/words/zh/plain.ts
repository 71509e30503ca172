import type { plain as english } from '../en/plain.ts';

/** 纯文本输出：没有终端可画时说的话。 */
export const plain: typeof english = {
  error: '错误',
  warning: '警告',
  why: '原因',
  mend: '解决办法',
  failureId: '编号',
};

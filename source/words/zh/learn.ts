import type { learn as english } from '../en/learn.ts';

/** 课程界面之外的话：纯文本输出与检查。 */
export const learn: typeof english = {
  linted: (lesson, steps) => `课程“${lesson}”没有问题：共 ${steps} 个步骤。`,
  recording: file => `这里播放一段录像：slotsh replay ${file}`,
};

import type { FailureWords } from '../failure-facts.ts';

/** 每种失败的中文说法：什么、为什么、怎么办。 */
export const failures: FailureWords = {
  'usage-wrong': ({ problem }) => ({ what: problem, mend: 'slotsh --help' }),
  'spec-wrong': ({ file }) => ({ what: `${file} 不是 slotsh 能照做的 cluster.yaml。` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `无法读取 ${file}。`, why: reason }),
  unexpected: ({ detail }) => ({ what: '出现了 slotsh 没有预料到的问题。', why: detail }),
  interrupted: ({ during }) => ({ what: `在“${during}”期间被中断。` }),
};

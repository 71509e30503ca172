import type { FailureWords } from '../failure-facts.ts';

/** 每种失败的中文说法：什么、为什么、怎么办。 */
export const failures: FailureWords = {
  'unknown-command': ({ command, known }) => ({
    what: `没有“${command}”这个命令。`,
    why: `可用的命令：${known}。`,
    mend: 'slotsh --help',
  }),
  'unknown-flag': ({ flag, command }) => ({
    what: `“slotsh ${command}”没有 ${flag} 这个选项。`,
    why: '以“-”开头的 Redis 命令参数要写在“--”之后：slotsh exec -- incrby counter -1',
    mend: 'slotsh --help',
  }),
  'flag-without-value': ({ flag }) => ({ what: `${flag} 需要一个值。`, mend: 'slotsh --help' }),
  'flag-wrong': ({ flag, value, expected }) => ({
    what: `${flag} 的值“${value}”不对。`,
    why: `应为：${expected}。`,
  }),
  'too-many-words': ({ words }) => ({ what: `无法理解：${words}`, mend: 'slotsh --help' }),
  'file-unreadable': ({ file, reason }) => ({ what: `无法读取 ${file}。`, why: reason }),
  'no-cluster-known': ({ command }) => ({
    what: `“slotsh ${command}”需要知道是哪个集群：slotsh 还没有搭建过集群。`,
    mend: 'slotsh up --here',
  }),
  'needs-terminal': ({ command, instead }) => ({
    what: `“slotsh ${command}”需要终端。`,
    why: '标准输入或标准输出不是终端。',
    mend: instead,
  }),
  'spec-wrong': ({ file }) => ({ what: `${file} 不是 slotsh 能照做的 cluster.yaml。` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `无法读取 ${file}。`, why: reason }),
  unexpected: ({ detail }) => ({ what: '出现了 slotsh 没有预料到的问题。', why: detail }),
  interrupted: ({ during }) => ({ what: `在“${during}”期间被中断。` }),
};

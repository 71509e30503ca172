import type { FailureText } from '../failure-facts.ts';
import type { LessonFailureFacts } from '../lesson-failure-facts.ts';
import { shellWord } from '../phrases.ts';

/** 课程的失败。 */
export const lessonFailures: {
  [I in keyof LessonFailureFacts]: (facts: LessonFailureFacts[I]) => FailureText;
} = {
  'lesson-claim': ({ lesson, step, claim, found, seconds }) => ({
    what: `课程“${lesson}”在步骤“${step}”里说的，在这里不成立。`,
    why: `课程说 ${claim}；${seconds > 0 ? `等了 ${seconds} 秒，` : ''}实际是：${found || '什么也没有'}。`,
    mend: `slotsh learn ${shellWord(lesson)} --reset`,
  }),
  'lesson-wrong': ({ lesson }) => ({ what: `课程“${lesson}”写得有误，无法播放。` }),
  'lesson-unknown': ({ lesson, nearest, known }) => ({
    what: `没有“${lesson}”这门课程。`,
    why: nearest === '' ? `现有的课程：${known}。` : `您是不是要“${nearest}”？`,
    mend: nearest === '' ? 'slotsh learn' : `slotsh learn ${shellWord(nearest)}`,
  }),
  'lesson-unreadable': ({ folder, reason }) => ({
    what: `${folder} 里没有课程：无法读取其中的 lesson.yaml。`,
    why: reason,
  }),
  'lesson-own-cluster': ({ lesson, address }) => ({
    what: `课程“${lesson}”会停止节点或改变集群，所以不在 ${address} 上播放。`,
    why: '它会在本机得到自己的集群，结束后随即删除。',
    mend: `slotsh learn ${shellWord(lesson)}`,
  }),
  'lesson-cluster-unfit': ({ lesson, cluster, needs, found }) => ({
    what: `${cluster} 不是课程“${lesson}”需要的集群。`,
    why: `课程需要 ${needs}；实际有：${found || '什么也没有'}。`,
    mend: `slotsh learn ${shellWord(lesson)}`,
  }),
  'lesson-keys-taken': ({ lesson, cluster, keys }) => ({
    what: `${cluster} 里已有课程“${lesson}”要写的键：${keys.join('、')}。`,
    why: '它们可能是别人的，而课程结束时会删除自己的键。',
    mend: `请先删除它们，或让课程使用自己的集群：slotsh learn ${shellWord(lesson)}，不写地址。`,
  }),
};

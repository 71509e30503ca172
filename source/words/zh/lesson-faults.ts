import type { LessonFaultValues, LessonLineProblem, NeedsOwn } from '../lesson-fault-facts.ts';

const LINES: Readonly<Record<LessonLineProblem, string>> = {
  nothing: '是空的',
  'unbalanced-quotes': '的引号没有闭合，或引号后紧跟着别的字符',
  'no-own': '以“:”开头，却不是命令行自己的命令',
  'no-target': '在不询问节点的命令前写了目标',
  'wrong-repeat': '以数字开头，后面却没有可以重复的命令',
  streams: '会一直进行下去；课程里的每一行都要能结束',
};

const NEEDS: Readonly<Record<NeedsOwn, (text: string) => string>> = {
  act: () => '要停止或冻结节点',
  settings: () => '写了配置项',
  joined: () => '各节点还互不认识',
  line: text => `“${text}”改变的不只是课程的键`,
};

/** 课程里可能写错的地方：每种一句话，并说明怎样写才对。 */
export const lessonFaults: {
  [I in keyof LessonFaultValues]: (values: Readonly<LessonFaultValues[I]>) => string;
} = {
  'lesson-file-empty': ({ key }) => `文件是空的；请以 \`${key}\` 开头。`,
  'lesson-number-wrong': ({ text, least, most }) => `“${text}”应为 ${least} 到 ${most} 的数字。`,
  'lesson-choice-wrong': ({ text, known, nearest }) =>
    `“${text}”不在可选之列：${known}。${nearest === '' ? '' : `您是不是要写“${nearest}”？`}`,
  'lesson-node-unknown': ({ name, known }) => `这个集群里没有节点“${name}”；有：${known}。`,
  'lesson-placeholder-wrong': ({ placeholder }) =>
    `${placeholder} 没有可以填入的内容：请写节点（\${A}、\${A.port}）、\${slot:键}、\${crc:键}、\${owner:键}、\${key-in:槽} 或 \${reply}；普通的“\${”写作“$\${”。`,
  'lesson-masters-few': ({ nodes, replicas }) =>
    `${nodes} 个节点、每个主节点 ${replicas} 个从节点，主节点不足 3 个；请增加节点，或减少从节点。`,
  'lesson-steps-empty': () => '课程至少要有一个步骤；请写 `- id: first` 以及它做什么。',
  'lesson-id-wrong': ({ id }) => `“${id}”不能作步骤的名字；请用至多 40 个小写字母、数字和“-”，以字母开头。`,
  'lesson-id-doubled': ({ id, firstLine }) =>
    `第 ${firstLine} 行的步骤已经叫“${id}”；每个步骤要有自己的名字。`,
  'lesson-step-unknown': ({ id, nearest }) =>
    `lesson.yaml 里没有步骤“${id}”${nearest === '' ? '；请删去这些文字，或加上这个步骤。' : `；您是不是要写“${nearest}”？`}`,
  'lesson-texts-missing': ({ id }) => `步骤“${id}”没有文字；请加上它，至少写 \`say: …\`。`,
  'lesson-narration-missing': () => '课程没有解说；请写 en.yaml 或 zh.yaml，或两者都写。',
  'lesson-line-wrong': ({ line, problem }) => `“${line}”${LINES[problem]}。`,
  'lesson-key-foreign': ({ key }) => `键“${key}”不是课程的键；请把它写进“keys”，结束时才会删除它。`,
  'lesson-needs-own': ({ what, text }) =>
    `${NEEDS[what](text)}：课程需要自己的集群；请在“cluster”里写 \`own: true\`。`,
  'lesson-options-few': () => '一个问题至少要有两个选项。',
  'lesson-option-doubled': ({ option }) => `选项“${option}”写了两次。`,
  'lesson-option-unknown': ({ option, known }) => `lesson.yaml 的这个步骤没有选项“${option}”；有：${known}。`,
  'lesson-fact-not-offered': ({ fact, value, options }) =>
    `${fact} 应为“${value}”，却无法选到它：选项是 ${options}。`,
  'lesson-line-missing': ({ key }) => `“${key}”说的是一行命令，而这里没有；请写 \`type: …\`。`,
  'lesson-too-much': ({ keys }) => `一个步骤只做一件事，这里却有 ${keys}；请分成几个步骤。`,
  'lesson-check-kind': ({ known }) => `检查的第一个键说明检查什么：${known}。`,
  'lesson-show-missing': ({ file }) => `课程的目录里没有文件“${file}”。`,
  'lesson-text-unused': ({ key, needs }) => `没有人会看到“${key}”：lesson.yaml 的这个步骤没有“${needs}”。`,
};

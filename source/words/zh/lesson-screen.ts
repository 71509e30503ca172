import type { lessonScreen as english } from '../en/lesson-screen.ts';

/** 课程画面上，课文之外的文字。 */
export const lessonScreen: typeof english = {
  making: (nodes, joined) =>
    joined
      ? `正在这台机器上为本课创建 ${nodes} 个节点的集群，结束后清除 …`
      : `正在这台机器上为本课启动 ${nodes} 个节点，还没有组成集群，结束后清除 …`,
  lesson: title => `课程：${title}`,
  length: (steps, minutes) => `${steps} 步 · 约 ${minutes} 分钟`,
  catchingUp: steps => `从上次离开的地方继续：前面的 ${steps} 步自动执行。`,
  promptOn: node => `提示符位于 ${node}`,

  place: (at, of) => `${at}/${of}`,
  type: '输入',
  named: '本课中',
  does: {
    typeIt: '代为输入',
    typeNext: '输入下一行',
    run: '执行',
    goOn: '继续',
    explain: '看说明',
    letIt: '让它发生',
    reveal: '看答案',
    choose: '选择',
    pass: '跳过',
    leave: '离开',
  },
  keys: { space: '空格', digits: most => `1-${most} 键` },

  stillWaits: '这一行也执行了。课程仍在等待',
  hint: '提示：',
  promptBack: node => `回到课程所在的 ${node}`,
  help: [
    '课程就在这个 shell 里：输入什么都会执行。课程等待的内容写在提示符下面。',
    '空行上按 Tab 代为输入，空行上按 Enter 继续，Ctrl-D 或 quit 离开。下次从离开的地方继续。',
  ],

  passed: '跳过',
  asks: {
    redirection: '会出现哪种重定向？',
    node: '最后由哪个节点应答？',
    outcome: '结果会是什么？',
    reply: '回复会是什么？',
    slot: '这个键在哪个槽？',
  },
  right: truth => `预测正确：${truth}`,
  wrong: (truth, chosen) => `答案是：${truth}（预测：${chosen}）`,
  unsaid: truth => `答案是：${truth}`,

  acts: {
    stop: nodes => `${nodes}：已被杀死（SIGKILL）`,
    start: nodes => `${nodes}：重新启动`,
    freeze: nodes => `${nodes}：已冻结（SIGSTOP），进程还在，但不再回应`,
    thaw: nodes => `${nodes}：恢复运行（SIGCONT）`,
  },

  waits: what => `等待：${what}`,
  time: (seconds, most) => `${seconds} 秒，最多 ${most} 秒`,
  held: (what, time) => `${what}，用时 ${time}`,
  checks: {
    stateOfAll: is => `所有节点都报告 cluster_state:${is}`,
    stateBy: (is, by) => `${by} 报告 cluster_state:${is}`,
    master: node => `${node} 是主节点`,
    replica: node => `${node} 是从节点`,
    replicaOf: (node, of) => `${node} 是 ${of} 的从节点`,
    failed: node => `${node} 被判定为失效`,
    suspected: node => `${node} 被怀疑失效`,
    reachable: node => `${node} 有应答`,
    owner: (slot, node) => `槽 ${slot} 属于 ${node}`,
    movingTo: (slot, node) => `槽 ${slot} 正在迁往 ${node}`,
    key: (key, value) => `${key} 的值是 ${value}`,
    noKey: key => `${key} 不存在`,
    known: (node, nodes) => `${node} 认识 ${nodes} 个节点`,
    covered: slots => `${slots} 个槽有正常的主节点`,
    info: (node, field, value) => `${node} 报告 ${field}:${value}`,
  },

  end: {
    foretold: (right, all) => `您的预测：${all} 次中对了 ${right} 次`,
    passed: truth => `跳过 · 答案是：${truth}`,
    wrong: (chosen, truth) => `${chosen} · 答案是：${truth}`,
    learnt: '学到了什么',
    quiz: (at, of) => `第 ${at} 题，共 ${of} 题`,
    rightAnswer: '正确。',
    wrongAnswer: answer => `答案是：${answer}`,
    done: title => `${title}：已完成`,
    next: (title, command) => `下一课：${title} · ${command}`,
    left: (at, of, command) => `在第 ${at} 步（共 ${of} 步）离开。继续：${command}`,
  },

  list: {
    title: '课程',
    about: '在真实的集群上，就在 shell 自己的提示符下。',
    minutes: count => `${count} 分钟`,
    done: '已完成',
    at: (step, of) => `第 ${step} 步，共 ${of} 步`,
    more: count => `+ 还有 ${count} 个`,
    keys: {
      choose: '选择',
      begin: '开始',
      goOn: '继续',
      again: '再来一次',
      reset: '从头开始',
      leave: '离开',
      back: '返回',
    },
  },
};

import type { setupQuestions as english } from '../en/setup-questions.ts';

/** 搭建和停止集群时要问的问题。 */
export const setupQuestions: typeof english = {
  questions: {
    'install-server': '这台主机上没有找到 redis-server。要安装吗？',
    'confirm-changes': '要做这些改变吗？',
    'confirm-allocation': '是否采用以上配置？',
    'confirm-joins': '要让这些节点加入集群吗？',
    'host-key': 'known_hosts 中还没有这台主机。这是它的密钥吗？',
    secret: {
      password: '密码',
      passphrase: '密钥的口令',
      'keyboard-interactive': '主机询问',
      sudo: 'sudo 的密码',
    },
    'remove-data': '要永久删除这些数据吗？',
    'after-failure': '接下来怎么办？',
  },
  questionTitles: {
    'install-server': '安装 redis-server',
    'confirm-changes': '第一次改变之前',
    'confirm-allocation': '槽与从节点分配',
    'confirm-joins': '新节点',
    'host-key': '未知的主机密钥',
    secret: '需要输入密码',
    'remove-data': '删除数据',
    'after-failure': '出错了',
  },
  changeColumns: { host: '主机', files: '文件', directories: '目录', commands: '命令' },
  changesAdvice: '计划中列有每个文件、命令和槽。',
  wouldRun: '将运行以下命令：',
  host: '主机',
  keyType: '密钥',
  fingerprint: '指纹',
  hostKeyAdvice: '请与主机自己显示的指纹核对（在主机控制台上运行）：',
  secretWrong: '不对，请再输入一次：',
  secretHidden: '您输入的内容不会显示、不会记录、不会保存。',
  yes: '是',
  no: '否',
  choices: { retry: '重试', skip: '跳过这一步', undo: '撤销全部', leave: '离开' },
};

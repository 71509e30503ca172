import type { home as english } from '../en/home.ts';

/** 首页。 */
export const home: typeof english = {
  name: 'slotsh',
  tagline: '和您一起搭建 Redis Cluster，再让您看清每个键去了哪里。',
  start: '开始',
  known: '已知的集群',
  ways: {
    here: { title: '在这台机器上试试', about: '六个节点，几秒启动，随时清除' },
    hosts: { title: '我的主机', about: '通过 SSH 和 Docker Compose' },
    connect: { title: '已经在运行的集群', about: '地址或 redis:// URL' },
  },
  learn: '学习',
  lessons: {
    title: '课程',
    about: (count, done) => `在真实的集群上学习，共 ${count} 课${done > 0 ? ` · 已完成 ${done} 课` : ''}`,
  },
  onThisMachine: '这台机器',
  nodesFrom: (first, more) => (more === 0 ? first : `${first} 等 ${more + 1} 个`),
  states: {
    checking: '…',
    ok: '正常',
    fail: '异常',
    down: '无应答',
    unknown: '',
    stopped: '已停止',
    unfinished: '未完成',
  },
  ago: {
    now: '刚刚',
    minutes: count => `${count} 分钟前`,
    hours: count => `${count} 小时前`,
    days: count => (count === 1 ? '昨天' : `${count} 天前`),
  },
  more: count => `+ 还有 ${count} 个`,
  keys: { choose: '选择', open: '打开', setUp: '重新启动', atOnce: '直接打开', leave: '离开' },
};

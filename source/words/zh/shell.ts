import type { shell as en } from '../en/shell.ts';

/** 交互界面自己的文字；服务器的回复不在其中。 */
export const shell: typeof en = {
  state: {
    ok: '正常',
    fail: '失败',
    unknown: '没有节点应答',
  },
  masters: count => `${count} 个主节点`,
  replicas: count => `${count} 个从节点`,
  slots: (covered, all) => (covered === all ? `${all} 个槽` : `${covered}/${all} 个槽`),
  nodesDown: count => `${count} 个下线`,

  slot: slot => `槽 ${slot}`,
  noOwner: '没有节点负责这个槽',
  ownerDown: letter => `${letter} 已下线`,
  hint: 'Tab 补全 · help 查看帮助 · Ctrl-D 退出',
  ctrlDLeaves: '按 Ctrl-D 退出',
  pasteWaits: count => `还有 ${count} 行粘贴内容：Enter 执行这一行 · Ctrl-C 全部丢弃`,

  connecting: node => `正在连接 ${node} … Ctrl-C 停止`,
  stillConnecting: '正在连接 … Ctrl-C 停止',

  running: '执行中',
  seconds: count => `${count} 秒`,
  ctrlCStops: 'Ctrl-C 停止',
  linesWait: count => `${count} 行等待执行`,
  linesDropped: count => `等待中的 ${count} 行已丢弃`,
  stopping: '正在停止',
  silent: node => `${node} 没有回应`,

  noTarget: (word, target) => `${word} 不询问节点，只与本 shell 有关：前面不用写 ${target}`,
  noOwnCommand: word => `${word} 不是本 shell 的命令：help 列出全部命令`,
  noHelp: topic => `没有关于 ${topic} 的说明：help 列出全部`,

  redirects: count => `${count} 次重定向`,
  interrupted: '已中断',
  notPrinted: '其余回复没有打印',
  why: '原因',
  mend: '解决办法',

  nodeDown: node => `${node} 已下线`,
  nodeUp: node => `${node} 已恢复`,
  promoted: (node, letter) => `${node} 现在是 ${letter} 的主节点`,
  demoted: (node, letter) => `${node} 现在是 ${letter} 的从节点`,
  joined: node => `${node} 加入了集群`,
  left: node => `${node} 已不在集群中`,
  stateOk: '集群恢复正常',
  stateFail: '集群状态为 fail：有槽没有节点提供服务',
  stateFailUnseen: '集群状态为 fail：看不到多数主节点，或者刚刚才看到',
  stateUnknown: '集群中没有节点应答',
  transactionOver: '事务随之结束：其中的命令都没有执行',
  movedOn: (from, to) => `${from} 失去连接：提示符现在位于 ${to}`,

  keepQuestion: '退出后是否保留集群？',
  keepYes: 'y 保留',
  keepNo: 'N 停止',
  backToPrompt: 'Esc 返回',

  help: {
    sentences: [
      '输入的每一行都是发给集群的命令：SET name mrhelloworld、GET name、CLUSTER NODES …',
      '输入时，提示符下方显示每个键、它的槽、负责的节点，以及将会发生什么。',
      '命令发往提示符所示的节点；若槽属于其他节点，它会返回 MOVED，提示符随之移动。',
      '以 @ 开头的一行发给所指的节点，不论键属于谁：@B GET name、@masters DBSIZE、@all PING、@owner(name) OBJECT ENCODING name。',
      'LRANGE list 0 -1 | less 把回复交给本机的命令，GET name > FILE 写入文件；3 INCR n 重复执行。',
    ],
    commands: '本 shell 的命令',
    keyTitle: '按键',
    keys: [
      ['Tab', '补全，或打开候选菜单'],
      ['Ctrl-C', '丢弃这一行，停止命令，或结束订阅和监视'],
      ['Up, Down', '以已输入内容开头的历史命令'],
      ['Ctrl-R', '搜索历史命令'],
      ['Ctrl-A, Ctrl-E', '行首、行尾'],
      ['Alt-B, Alt-F', '左移、右移一个词'],
      ['Ctrl-W, Alt-D', '向左、向右删除一个词'],
      ['Ctrl-U, Ctrl-K', '删除到行首、行尾'],
      ['Ctrl-Y', '恢复刚删除的内容'],
      ['Ctrl-_', '撤销'],
      ['Ctrl-L', '清屏'],
      ['F2', '提示符上方显示多少：全部节点的图、不显示、槽位条'],
      ['Ctrl-D', '空行时退出'],
    ],
  },
};

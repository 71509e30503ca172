import type { streams as en } from '../en/streams.ts';

/** 事务、等待的命令、重复执行，以及节点主动发来的消息。 */
export const streams: typeof en = {
  transactionMoved: to => `还没有命令排队：事务已在 ${to} 上重新开始`,
  pinned: to => `${to} 上未结束的操作只能在那里继续：提示符已切换到它`,
  trackingLost: node => `到 ${node} 的连接断开，CLIENT TRACKING 也随之结束：重新 ON 之前不再显示失效消息`,
  watchLost: '监视的键随连接一起丢失：在 MULTI 之前请重新 WATCH 并读取',

  waits: command => `${command} 正在等待`,
  secondsOf: (seconds, all) => `${seconds} 秒，共 ${all} 秒`,
  times: (done, all) => `第 ${done} 次，共 ${all} 次`,
  stoppedAfter: (done, all) => `已停止：共 ${all} 次，执行了 ${done} 次`,
  noRepeat: word => `${word} 不能重复：命令前的数字与 redis-cli 一样，只在提示符所在处重复命令`,
  besideTransaction: command => `${command} 没有入队：它立即执行了，用的是自己的连接，与这个事务无关`,

  onOneNode: (node, command) => `只有 ${node} 执行了它，每个节点各自保存：${command} 会发给每个主节点`,
  tracks: node => `通过到 ${node} 的这条连接读取的键会被跟踪：有改变时，这里会显示 "invalidate"`,
  tracksElsewhere: '失效消息会发到 REDIRECT 指定的连接，只要它订阅了 __redis__:invalidate',
  tracksUnseen: '在 RESP2 下，节点无法在同一条连接上通知失效：先 HELLO 3，再 CLIENT TRACKING ON',

  subscribedTo: names => `已订阅 ${names}`,
  monitoring: nodes => `正在监视 ${nodes}`,
  more: count => `另外 ${count} 个`,
  channels: count => `${count} 个频道`,
  nodes: count => `${count} 个节点`,
  messages: (_, shown) => `${shown} 条消息`,
  dropped: shown => `丢弃 ${shown} 条`,
  ctrlCEnds: 'Ctrl-C 结束',

  lost: (what, node) => `${what}：到 ${node} 的连接断开，正在重新打开…`,
  monitorLost: node => `对 ${node} 的 MONITOR 已结束：连接断开`,
  reopened: (what, node) => `${what}，现在在 ${node} 上；中断期间的消息已丢失`,
  slotMoved: (channel, from) => `${channel} 的槽已不在 ${from} 上：正在到它现在的节点订阅`,
  ended: count => (count === 1 ? '消息流已结束' : `全部 ${count} 个消息流已结束`),
  droppedInAll: (dropped, all) => `共 ${all} 条消息，其中 ${dropped} 条来得太快，没有显示`,
};

import type { preview as english } from '../en/preview.ts';

export const preview: typeof english = {
  tag: tag => `标签 {${tag}}`,
  moreKeys: count => `还有 ${count} 个键`,

  here: '就在本节点，无重定向',
  hereAsked: node => `槽就在 ${node}`,
  straight: '按槽缓存直接发往该节点',
  moved: letter => `当前在 ${letter}：将返回 MOVED`,
  movedAsked: node => `询问 ${node}：将返回 MOVED`,
  movedByCache: '槽缓存与实际不符：将返回 MOVED',
  movedFromReplica: '当前在从节点：将返回 MOVED',
  movedReplicaReads: '当前在从节点：将返回 MOVED · 执行 READONLY 后可在此读',
  movedReplicaWrites: '当前在从节点，不能写：将返回 MOVED',
  movedShort: '将返回 MOVED',
  readHere: '已执行 READONLY，由本从节点回答',
  moving: to => `正在迁往 ${to}：键若已不在这里，将返回 ASK`,
  movingKeys: to => `正在迁往 ${to}：键全部迁走返回 ASK，部分迁走返回 TRYAGAIN`,
  movingEmpty: to => `正在迁往 ${to}，该槽在这里已没有键：将返回 ASK`,
  movingEmptyShort: '将返回 ASK',
  stillHere: count => `该槽在这里还有 ${count} 个键`,
  movingShort: '可能返回 ASK',
  crossSlot: '将返回 CROSSSLOT：这些键不在同一个槽',
  crossSlotShort: '将返回 CROSSSLOT',
  cure: names => `同槽写法：${names}`,
  refused: letter => `事务在 ${letter} 上：将被拒绝`,
  readOnly: '不会发送：本次会话只读',
  otherSlot: '事务涉及的是另一个槽：将被拒绝',
  refusedShort: '在此事务中将被拒绝',

  nodeOnly: node => `只涉及本节点：${node}`,
  asksMasters: (command, count) => `${command} 询问全部 ${count} 个主节点`,
  asksNodes: (command, count) => `${command} 询问全部 ${count} 个节点`,

  asked: count => `询问 ${count} 个节点：`,
  noTarget: '没有这样的节点',
};

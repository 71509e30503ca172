import type { ErrorWords } from '../routing-facts.ts';

export const explainErrors: ErrorWords = {
  ASK: () => '这个键已先迁往另一个节点，槽随后才到：只在这一次向那里发送 ASKING 和命令',
  BUSY: ({ node }) => `${node} 正在执行脚本，不处理其他命令：若脚本尚未写入，可在该节点执行 SCRIPT KILL`,
  BUSYGROUP: () => '消费者组已经存在：没有任何改动',
  BUSYKEY: () => '目标节点上已有同名的键：加上 REPLACE 可以覆盖',
  CLUSTERDOWN: ({ node }) =>
    `有槽没有存活的节点负责，或 ${node} 看不到多数主节点，因此它不提供服务：CLUSTER INFO 查看状态，slotsh check 查找原因`,
  CROSSSLOT: () => '一条命令的所有键必须在同一个槽：在键名中使用相同的 {标签} 即可 · why',
  EXECABORT: () => '入队时有命令被拒绝，所以 EXEC 一条也没有执行：请从 MULTI 重新开始',
  IOERR: ({ node }) => `${node} 连不上另一个节点，或者超时：这个键可能两边都有`,
  LOADING: ({ node }) => `${node} 启动后正在从磁盘载入数据：请稍候，INFO persistence 显示进度`,
  MASTERDOWN: ({ node }) =>
    `${node} 是失去主节点的从节点，并且配置为不提供旧数据（replica-serve-stale-data no）`,
  MISCONF: ({ node }) => `${node} 无法把数据保存到磁盘，因此暂停写入：原因在它的日志中`,
  MOVED: () => '槽在回复所说的节点上：请把命令发到那里；follow 模式下 shell 会自动这样做',
  NOAUTH: ({ node }) => `${node} 需要先验证密码：AUTH 密码`,
  NOGROUP: () => '没有这个消费者组：用 XGROUP CREATE 创建',
  NOPERM: ({ node }) => `当前用户在 ${node} 上没有此权限：ACL WHOAMI 查看用户，ACL GETUSER 查看权限`,
  NOPROTO: () => '服务器只支持 RESP2 和 RESP3：HELLO 3',
  NOREPLICAS: ({ node }) => `与 ${node} 保持同步的从节点少于 min-replicas-to-write：恢复之前它不接受写入`,
  NOSCRIPT: ({ node }) => `${node} 上没有这个脚本：每个节点各自保存脚本，请在那里 SCRIPT LOAD，或使用 EVAL`,
  OOM: ({ node }) => `${node} 已达到 maxmemory，且没有可淘汰的键：请删除一些键，或调高 maxmemory`,
  READONLY: ({ node }) => `${node} 是从节点，写命令要发往它的主节点`,
  TRYAGAIN: () => '槽正在迁移，这些键分散在两个节点上：请稍后再试，或一次只操作一个键',
  WRONGPASS: () => '用户名与密码不匹配',
  WRONGTYPE: ({ command }) => `键的类型与 ${command} 不符：TYPE 键名`,
};

import type { FailureWords } from '../failure-facts.ts';
import { shellWord } from '../phrases.ts';
import type {
  AddressDiagnosis,
  AddressKind,
  PipeFault,
  ShellFailureFacts,
  UnreachableNode,
  UnreachableReason,
} from '../shell-failure-facts.ts';

/** 提示符和 `exec` 的失败，中文。 */
export const shellFailures: Pick<FailureWords, keyof ShellFailureFacts> = {
  'too-many-redirections': ({ command, slot, hops, nodes }) => ({
    what: `${command} 因槽 ${slot} 被重定向了 ${hops} 次，slotsh 不再跟随。`,
    why: `各节点对这个槽属于谁说法不一：${nodes.join(' → ')}。命令没有执行。`,
    mend: `slotsh check ${nodes.slice(0, 1).map(shellWord)}`.trimEnd(),
  }),
  'redirect-unreachable': ({ kind, slot, from, diagnosis, ...unreachable }) => ({
    what: `${from} 回答 ${kind} ${slot} ${unreachable.node}，但 ${unreachable.node} 没有应答。命令没有执行。`,
    why: whyAnnounced(unreachable, diagnosis),
    mend: mendUnreachable(from, unreachable, diagnosis),
  }),
  'redirect-without-address': ({ kind, slot, from }) => ({
    what: `${from} 回答 ${kind} ${slot}，但不知道该槽所在节点对客户端的地址。命令没有执行。`,
    why: 'cluster-preferred-endpoint-type 要求主机名，而那个节点没有公布主机名。',
    mend: '在每个节点上设置 cluster-announce-hostname，或把 cluster-preferred-endpoint-type 设为 ip。',
  }),
  'redirect-in-transaction': ({ command, kind, slot, node, owner, ended }) => ({
    what: `${command} 没有入队：槽 ${slot} 在 ${owner}，而这个事务在 ${node}。`,
    why: ended
      ? '一个事务只在一个节点上。槽在 EXEC 之前移走了：事务中的命令都没有执行，事务已结束。'
      : `一个事务只在一个节点上。跟随 ${kind} 会让命令在事务之外立即执行。现在 EXEC 会回答 EXECABORT。`,
    mend: ended
      ? `先对该键执行任意命令转到 ${owner}，再 MULTI。`
      : `先 DISCARD，再对该键执行任意命令转到 ${owner}，然后 MULTI。带相同 {标签} 的键在同一个槽。`,
  }),
  'transaction-lost': ({ node, command }) => ({
    what: `${command} 没有发送：${node} 上的事务已随连接断开而结束。`,
    why: '事务中的命令都没有执行。现在发送，命令会在事务之外单独执行。',
    mend: 'DISCARD',
  }),
  'read-only': ({ command, reason, instead }) => ({
    what: `${command} 没有发送：本次会话只读（--read-only）。`,
    why: {
      writes: '该命令会改变数据。',
      script: '脚本可能改变数据。',
      admin: '该命令会改变节点或集群的运行方式，或他人在那里看到的内容。',
      unknown: '服务器没有说明该命令是否改变数据。',
    }[reason],
    mend: instead === '' ? '不带 --read-only 启动 slotsh' : `${instead} …`,
  }),
  'slots-not-told': ({ node, said }) => ({
    what: `${node} 不告知各个槽由谁负责。`,
    why: `它对 CLUSTER SLOTS 的回答是：${said}`,
    mend: ':mode follow',
  }),
  'watch-lost': ({ node }) => ({
    what: `MULTI 没有发送：${node} 上监视的键已不再被监视，那条连接断开了。`,
    why: '这些键在你读取之后可能已经改变，而 EXEC 不会知道。',
    mend: '重新 WATCH 并重新读取；或者先 UNWATCH，再 MULTI。',
  }),
  'other-node-in-transaction': ({ command, slot, node, owner, queued, watches }) => ({
    what: `${command} 没有发送：槽 ${slot} 在 ${owner} 上，而这个事务在 ${node} 上。`,
    why: `一个事务只能在一个节点上。它保持原样：已有 ${queued} 条命令排队${watches ? '，监视的键也在这个节点上' : ''}。`,
    mend: '先 EXEC（或 DISCARD），再执行这条命令。带相同 {tag} 的键在同一个槽：{user}a、{user}b。',
  }),
  'other-slot-in-transaction': ({ command, slot, first, queued }) => ({
    what: `${command} 没有发送：它的槽是 ${slot}，而这个事务的槽是 ${first}。`,
    why: `EXEC 会回复 CROSSSLOT，什么也不执行：一个事务的所有键必须在同一个槽。它保持原样：已有 ${queued} 条命令排队。`,
    mend: '先 EXEC（或 DISCARD），再执行这条命令。带相同 {tag} 的键在同一个槽：{user}a、{user}b。',
  }),
  'other-node-in-watch': ({ command, slot, node, owner }) => ({
    what: `${command} 没有发送：槽 ${slot} 在 ${owner} 上，而已监视的键在 ${node} 上。`,
    why: 'WATCH 用于事务，而一个事务只能在一个节点上。',
    mend: '先 UNWATCH，或者监视带相同 {tag} 的键：它们在同一个槽。',
  }),
  'wait-ended': ({ command, node }) => ({
    what: `${command} 不再在 ${node} 上等待：已被停止。`,
    why: '它没有取走任何东西，连接保持原样。',
  }),
  'no-node-answers': ({ nodes }) => ({
    what: '没有节点应答。',
    why: nodes.map(one => `${one.node}：${whyUnreachable(one)}`).join('\n'),
    mend: '请启动节点，或给出一个正在运行的节点的地址。',
  }),
  'command-interrupted': ({ command, node, mayHaveRun }) => ({
    what: `${node} 上的 ${command} 被中断。`,
    why: mayHaveRun
      ? '命令已经发出：可能已执行，耗时长的可能还在执行。它的连接已关闭，不会再在那里等待。'
      : '命令没有发送。',
  }),
  'line-unbalanced': ({ line, column }) => ({
    what: `标准输入第 ${line} 行的引号不配对（第 ${column} 列）。`,
    why: '它之前的行已执行，它和它之后的行没有执行。',
    mend: '右引号之后必须是空格或行尾；在 "…" 中，引号写作 \\"，换行写作 \\n。',
  }),
  'pipe-unreadable': ({ problem, command, byte, bytes }) => ({
    what: `标准输入不符合协议：第 ${command} 条命令，第 ${byte} 字节：${pipeFaults[problem]}。`,
    why: bytes === '' ? '输入到此结束。' : `此处是 ${JSON.stringify(bytes)}。它之前的命令已执行。`,
    mend: '每条命令是 *词数\\r\\n，每个词是 $字节数\\r\\n词\\r\\n。如果是逐行书写的命令，请去掉 --pipe。',
  }),
  'slot-not-served': ({ slot, node, seconds }) => ({
    what: node
      ? `槽 ${slot} 已有 ${seconds} 秒没有节点服务：据现有信息它属于 ${node}，而该节点没有应答。`
      : `槽 ${slot} 已有 ${seconds} 秒没有节点服务：不属于任何节点。`,
    mend: `slotsh check ${node && shellWord(node)}`.trimEnd(),
  }),
  'command-overtaken': ({ slot, node, said }) => ({
    what: `${node} 拒绝了它（${said}），随后又执行了同一个键上更靠后的命令；再次发送会把后者覆盖。`,
    why: `槽 ${slot} 的状态在两者之间发生了变化。`,
  }),
  'database-refused': ({ node, database, said }) => ({
    what: `${node} 没有 ${database} 号数据库。`,
    why: said ? `它回答：${said}` : '它是集群的节点，而集群只有 0 号数据库：16384 个槽就是全部键的空间。',
    mend: said
      ? '去掉编号，或在 redis.conf 中调大 databases。'
      : '去掉编号；同类的键可以用相同的前缀来区分。',
  }),
  'sentinel-unsupported': ({ node, masters }) => ({
    what: node
      ? `${node} 是 Redis Sentinel（哨兵）：它监视服务器，自己不存放键。`
      : 'slotsh 不通过 Redis Sentinel（哨兵）查找服务器。',
    why:
      masters.length > 0
        ? `它监视 ${masters.map(({ name, address }) => `${address} 上的 ${name}`).join('、')}。集群不需要哨兵：主节点失效时由集群自己的节点投票。`
        : '集群不需要哨兵：主节点失效时由集群自己的节点投票，任何一个节点都能引向其余节点。',
    mend: masters[0]
      ? `slotsh connect ${shellWord(masters[0].address)}`
      : 'slotsh connect 服务器自己的地址：在哨兵上执行 SENTINEL MASTERS 可以看到。',
  }),
  'command-missing': () => ({
    what: '“slotsh exec”需要一条命令，或从标准输入读取命令。',
    mend: 'slotsh exec -- set name mrhelloworld',
  }),
};

const pipeFaults: Record<PipeFault, string> = {
  'wrong-number': '这不是个数或长度',
  'no-bulk-string': '此处的词应以 $ 开头',
  'missing-line-end': '词的长度与声明的不符',
  'unbalanced-quotes': '内联命令的引号不配对',
  'too-long': '内联命令超过 64 KiB',
  'cut-short': '命令不完整',
};

const reasons: Record<UnreachableReason, string> = {
  refused: '它拒绝连接',
  timeout: '没有在规定时间内应答',
  'no-tls': '端口开着，但没有 TLS 握手的回应',
  'unknown-host': '没有这个主机名',
  other: '无法访问',
};

const kinds: Record<AddressKind, string> = {
  loopback: '回环地址只指机器自己，不应公布给别的机器',
  container: '这属于 Docker 自己网络的地址段，只在容器网络内有效',
  private: '这是内网地址，只在它自己的网络内有效',
  name: '它公布的是主机名，这里也要能解析',
  public: '',
};

const answering: Record<NonNullable<AddressDiagnosis['answered']>, string> = {
  node: '它之前在这个地址应答过，所以是节点已下线，或从这里到不了它',
  host: '同一主机上的其他节点有应答，所以可能是这个节点已下线',
};

function whyAnnounced(
  unreachable: UnreachableNode,
  { kind, answered, dialled, answersAt, entry }: AddressDiagnosis,
): string {
  const { node } = unreachable;
  if (answersAt) {
    const map = entry ? `也可在启动时指定：--nat-map ${entry.announced}=${entry.dialled}` : '';
    return `该节点公布的 ${node} 从这里无法访问：${whyUnreachable(unreachable)}。同一个节点在 ${answersAt} 应答。${map}`;
  }
  const where = dialled ? `按 NAT 映射连接了 ${dialled}：` : '';
  const about =
    unreachable.reason === 'no-tls'
      ? '集群公布的似乎是不带 TLS 的端口'
      : answered
        ? answering[answered]
        : kinds[kind];
  return `${where}${[whyUnreachable(unreachable), about].filter(text => text !== '').join('；')}。`;
}

function mendUnreachable(
  from: string,
  { node, reason }: UnreachableNode,
  { answered, entry }: AddressDiagnosis,
): string {
  if (entry) return `:nat ${entry.announced} ${entry.dialled}`;
  if (reason === 'no-tls')
    return '在每个节点的 redis.conf 中设置 "tls-cluster yes"，让它们公布 TLS 端口；或者连接不带 TLS 的端口。';
  if (answered === 'node')
    return `从节点接替之后，或该节点恢复之后，同样的命令就能执行。slotsh check ${from} 查看集群状况。`;
  return `slotsh check ${from} 查看该节点是否在运行。若在运行：用 ":nat ${node} 主机:端口" 说明从这里如何到达，或在该节点上把 cluster-announce-ip 和 cluster-announce-port 设为所有客户端都能访问的地址。slotsh 通过 SSH 建立的集群，会经由主机到达节点。`;
}

function whyUnreachable({ reason, detail }: UnreachableNode): string {
  return detail ? `${reasons[reason]}（${detail}）` : reasons[reason];
}

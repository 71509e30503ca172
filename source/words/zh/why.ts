import type { WhyCommand, WhyEnd, WhyKey, WhyNews, WhyPage, WhyStep, WhyWords } from '../why-facts.ts';
import { explainErrors } from './explain-errors.ts';

/** `why` 和 `:explain`：发生了什么、怎么回事，写给学习的人。 */
export const why: WhyWords = {
  nothing: '还没有发生任何事：先输入一条命令，再问 why',
  alone: '这是单机服务器，不是集群：所有的键都在它这里，槽没有意义。',
  more: '想看更多',
  page: ({ command, news }) => {
    const after = news.map(tellNews);
    if (!command) return { title: '集群中发生的事', steps: after, more: moreAbout(undefined, news) };
    return {
      title: command.command,
      steps: [...tellCommand(command), ...after],
      more: moreAbout(command, news),
    };
  },
  key: key => ({
    title: key.text,
    steps: [...tellKey(key), '每个客户端、每个节点都能只凭键算出同一个槽；只有槽属于谁，才需要去问。'],
    more: [
      [`CLUSTER KEYSLOT ${key.typed}`, '服务器也会算'],
      ['CLUSTER SLOTS', '各个槽由谁负责'],
    ],
  }),
};

type Hop = Extract<WhyStep, { step: 'hop' }>;

function tellCommand(command: WhyCommand): string[] {
  const { keys, moreKeys, crossSlot, steps, end } = command;
  return [
    ...keys.flatMap(tellKey),
    ...(moreKeys > 0 ? [`另外 ${moreKeys} 个键以同样的方式找到自己的槽。`] : []),
    ...(crossSlot ? tellCrossSlot(crossSlot.cure) : []),
    ...(command.isAlone ? [why.alone] : []),
    ...(keys.length === 0 && !command.isAlone
      ? [
          `${command.name} 不带键，没有槽能说明它该去哪里：哪个节点收到就由哪个节点执行，结果也只代表那一个节点。`,
        ]
      : []),
    ...steps.map((step, index) => tellStep(step, command, steps[index - 1])),
    ...tellEnd(end),
    ...tellSmartClient(command),
  ];
}

function tellKey({ text, hashed, isTagged, crc, slot, owner }: WhyKey): string[] {
  const what = isTagged
    ? `键 ${text} 只有第一对花括号里的 ${hashed} 参与哈希，因此 {标签} 相同的键在同一个槽。`
    : `键 ${text} 没有 {标签}：整个键参与哈希。`;
  const whose = owner
    ? `槽 ${slot} 属于 ${owner.letter}：${owner.name} 负责 ${owner.slots}。`
    : `按现有的槽映射，没有节点负责槽 ${slot}。`;
  return [`${what}它的 CRC16 是 ${crc}，${crc} mod 16384 = ${slot}，这就是它的槽。`, whose];
}

function tellCrossSlot(cure: string | undefined): string[] {
  const reason =
    '这些键不在同一个槽。只有当一条命令的所有键都在同一个槽时，节点才会执行：两个槽可能在两个节点上（现在，或下一次重新分片之后），而一条命令不会同时在两个节点上执行。';
  return [cure === undefined ? reason : `${reason}办法是在给键命名时使用相同的 {标签}：${cure}`];
}

function tellStep(step: WhyStep, command: WhyCommand, before: WhyStep | undefined): string {
  switch (step.step) {
    case 'hop':
      return `${tellSent(step)}${tellAnswer(step, command)}`;
    case 'map-updated':
      return step.from
        ? `这是新消息：槽映射里槽 ${step.slot} 原在 ${step.from}，现在改为 ${step.to}。`
        : `这是新消息：槽映射里槽 ${step.slot} 原先无主，现在改为 ${step.to}。`;
    case 'cached':
      return step.node
        ? `smart 模式的缓存${before?.step === 'refreshed' ? '现在' : ''}记着槽 ${step.slot} 在 ${step.node}，所以不必问任何节点。`
        : `smart 模式的缓存里没有槽 ${step.slot} 的节点：先试提示符所在的节点。`;
    case 'refreshed':
      return tellRefreshed(step);
    case 'prompt':
      return tellPrompt(step);
    case 'circle':
      return `如此往复，又有 ${step.more} 次。每个节点都相信自己的表；要等其中一个以更高的配置纪元声明这个槽，经 gossip 达成一致，在那之前谁也无法提供服务。`;
    case 'transaction-moved':
      return `MULTI 不带键，所以事务先在 ${step.from} 上开始；那时里面还没有命令，于是改在第一个键所在的 ${step.to} 上重新开始。`;
  }
}

function tellSent({ node, by, command }: Hop): string {
  switch (by) {
    case 'prompt':
      return `${command} 发往提示符所在的 ${node}。`;
    case 'cache':
      return `${command} 直接发往 ${node}。`;
    case 'MOVED':
      return `同一条命令再发往 ${node}。`;
    case 'ASK':
      return `先向 ${node} 发送 ASKING，再发送同一条命令：节点还在导入这个槽时，ASKING 只放行紧接着的那一条命令；没有它，回答会是 MOVED，又指回原处。`;
  }
}

function tellAnswer(step: Hop, command: WhyCommand): string {
  const { answer, node } = step;
  switch (answer.kind) {
    case 'reply':
      return step.by !== 'ASK' && command.keys.length > 0
        ? `它负责这个槽：命令执行了，${answer.time} 后收到回复。`
        : `命令执行了，${answer.time} 后收到回复。`;
    case 'queued':
      return '那里有一个未完的事务：命令已入队，等 EXEC 时与其他命令一起执行。在那之前什么都没有发生。';
    case 'MOVED':
      return `它没有执行，回答 ${answer.said}：这个槽不归我，归 ${answer.to}，这一条和以后的命令都是如此。${
        command.mode === 'strict' ? 'strict 模式不跟随：这就是回复。' : ''
      }`;
    case 'ASK':
      return `它没有执行，回答 ${answer.said}：这个槽还归我，但正在迁往 ${answer.to}，这个键已不在这里（或哪里都还没有）。只在这一次去问那里；整个槽迁完之前，槽映射不变。${
        command.mode === 'strict' ? 'strict 模式不跟随：这就是回复。' : ''
      }`;
    case 'error':
      return answer.code
        ? `它回答 ${ended(answer.said)}意思是：${explainErrors[answer.code]({ node, command: command.name })}。`
        : `它回答 ${ended(answer.said)}`;
    case 'failure':
      return `没有回复：${answer.what}`;
  }
}

/** 服务器的话，只带一个句号。 */
function ended(said: string): string {
  return `${said.replace(/\.$/, '')}。`;
}

function tellRefreshed({
  node,
  changed,
  known,
  why: reason,
  failed,
}: Extract<WhyStep, { step: 'refreshed' }>): string {
  if (failed) return `本应从 ${node} 重新读取缓存，但它没有告知；缓存保持原样。`;
  if (reason === 'empty') return `缓存是空的：${node} 的 CLUSTER SLOTS 一次给出 ${known} 个槽。`;
  const others = changed === 0 ? '其余的槽没有变化' : `另有 ${changed} 个槽变了`;
  return reason === 'moved'
    ? `缓存未命中。MOVED 只说一个槽，别的槽可能也走了，所以用 ${node} 的 CLUSTER SLOTS 重新读取整个映射；${others}。`
    : `缓存的节点没有应答，于是向 ${node} 读取整个映射：${changed} 个槽变了。`;
}

function tellPrompt({ from, to, why: reason }: Extract<WhyStep, { step: 'prompt' }>): string {
  switch (reason) {
    case 'redirected':
      return `提示符随之到了 ${to}：下一条命令从那里开始。`;
    case 'node-lost':
      return `${from} 失去连接，提示符到了能应答的 ${to}。旧连接上未完的事务或监视的键随之结束。`;
    case 'pinned':
      return `提示符到了 ${to}：那里未完的事务或监视的键不能在别处继续。`;
    case 'asked':
      return `按要求，提示符到了 ${to}。`;
  }
}

function tellEnd(end: WhyEnd): string[] {
  if (end.kind !== 'failure') return [];
  const { what, why: reason, mend } = end;
  return [[what, reason].filter(Boolean).join(''), ...(mend ? [`解决办法：${mend}`] : [])];
}

function tellSmartClient({ mode, steps, end }: WhyCommand): string[] {
  const moved = steps.some(step => step.step === 'hop' && step.answer.kind === 'MOVED');
  if (!moved || mode === 'smart' || end.kind === 'failure') return [];
  return ['客户端库自己保存槽映射：它算出槽，直接发往槽的主节点。对这样的客户端，MOVED 只说明它的映射旧了。'];
}

function tellNews(news: WhyNews): string {
  switch (news.news) {
    case 'down':
      return `${news.node} 没有应答。主节点之间互相 ping；当多数主节点在 cluster-node-timeout 内都没有它的消息，就一致认定它已下线。`;
    case 'up':
      return `${news.node} 又应答了。它会从别的节点得知期间发生的事；若槽已被接管，原主节点会作为从节点回来。`;
    case 'joined':
      return `${news.node} 加入了集群：它被 MEET，其他节点经集群总线得知。`;
    case 'left':
      return `${news.node} 已不在节点表中：它被 CLUSTER FORGET 移除，或被重置。`;
    case 'promoted':
      return `故障转移：${news.node} 原是从节点，现在是 ${news.letter} 的主节点，负责 ${news.slots}。多数主节点投票给它；它的配置纪元 ${news.epoch} 高于原主节点，所以大家都认它。客户端会通过 MOVED 得知。`;
    case 'demoted':
      return `${news.node} 现在是 ${news.letter} 的从节点：另一个节点以更高的配置纪元负责它的槽。只写在原主节点上的数据已经丢失。`;
    case 'prompt':
      return `提示符原在 ${news.from}，它失去了连接，现在在 ${news.to}。${
        news.transactionLost ? '事务随连接一起结束：其中的命令都没有执行。' : ''
      }`;
    case 'state':
      return news.ok
        ? 'cluster_state 恢复为 ok：每个槽都有存活的主节点。'
        : 'cluster_state 为 fail：有槽没有存活的主节点。若 cluster-require-full-coverage 为 yes，节点会对所有键回答 CLUSTERDOWN。';
  }
}

function moreAbout(command: WhyCommand | undefined, news: readonly WhyNews[]): WhyPage['more'] {
  const [key] = command?.keys ?? [];
  const kinds = (command?.steps ?? []).flatMap(step => (step.step === 'hop' ? [step.answer.kind] : []));
  const more: [string, string][] = [];
  if (key) more.push([`CLUSTER KEYSLOT ${key.typed}`, '服务器也会算这个槽']);
  if (kinds.includes('MOVED') && command?.mode !== 'smart') more.push([':mode smart', '像客户端库那样']);
  if (key && command?.mode === 'smart') more.push([`:stale ${key.typed}`, '弄错缓存，看它如何恢复']);
  if (command?.mode === 'follow' && !command.isAlone && kinds.length > 0)
    more.push([':mode strict', '看到重定向，但不跟随']);
  if (kinds.includes('ASK')) more.push(['CLUSTER NODES', '迁移中的槽显示为 [槽->-节点]']);
  if (news.length > 0) more.push(['CLUSTER NODES', '节点表']);
  if (kinds.length > 0) more.push([':trace full', '每一跳，以及发送的字节']);
  return more;
}

import type { FailureWords } from '../failure-facts.ts';
import { usageOf } from '../phrases.ts';
import type { TargetFailureFacts } from '../target-failure-facts.ts';
import { ownCommands } from './own-commands.ts';

/** 发往指定节点的命令的失败，中文。 */
export const targetFailures: Pick<FailureWords, keyof TargetFailureFacts> = {
  'target-unknown': ({ target, choices }) => ({
    what: `这里没有节点 ${target}。`,
    mend: `可以是 ${choices.join(' ')}。`,
  }),
  'target-ambiguous': ({ target, nodes }) => ({
    what: `${target} 可能指多个节点：${nodes.join('、')}。`,
    mend: `@${nodes[0] ?? ''}`,
  }),
  'target-empty': ({ target, master }) => ({
    what: `没有 ${target} 所指的节点。`,
    why: master && `这台服务器不是集群，而是 ${master} 的从节点。`,
    mend: master && `connect ${master}`,
  }),
  'target-without-owner': ({ target, slot }) => ({
    what: `${target}：没有节点负责槽 ${slot}。`,
    mend: 'slotsh check',
  }),
  'target-without-command': ({ target }) => ({
    what: `${target} 后面需要一个命令。`,
    mend: `${target} PING`,
  }),
  'target-connection-apart': ({ target, command }) => ({
    what: `${command} 没有发往 ${target}。`,
    why: '发往指定节点的一行命令使用自己的连接，回答之后即关闭：不会给下一行留下任何状态。从节点的连接会自动发送 READONLY。',
    mend: `先用该节点上的某个键执行命令转到该节点，再执行 ${command}。`,
  }),
  'own-words-wrong': ({ command, word, place }) => ({
    what: word === '' ? `${command} 缺少参数。` : `${command} 不认识“${word}”。`,
    mend: place === 'exec' ? `slotsh exec -- ${usageOf(ownCommands, command)}` : `help ${command}`,
  }),
  'own-command-not-here': ({ command, known }) => ({
    what: `${command} 不是“slotsh exec”能执行的命令。`,
    why: `本 shell 自己的命令中，它能执行 ${known}。`,
    mend: 'slotsh connect',
  }),
  'lfu-policy-needed': ({ nodes, policies }) => ({
    what: `${nodes.join('、')} 没有统计键的访问频率：maxmemory-policy 是 ${policies.join('、')}。`,
    why: '只有两种 LFU 策略才会统计。设置之后还需要一些访问，统计才有意义。',
    mend: '@masters CONFIG SET maxmemory-policy allkeys-lfu',
  }),
};

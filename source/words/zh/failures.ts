import type { AddressFault, FailureWords, ProtocolProblem } from '../failure-facts.ts';
import { shellWord } from '../phrases.ts';
import { clusterFailures } from './cluster-failures.ts';
import { guideFailures } from './guide-failures.ts';
import { hostFailures } from './host-failures.ts';
import { lessonFailures } from './lesson-failures.ts';
import { preflightFailures } from './preflight-failures.ts';
import { shellFailures } from './shell-failures.ts';
import { targetFailures } from './target-failures.ts';

/** 每种失败的中文说法：什么、为什么、怎么办。 */
export const failures: FailureWords = {
  'unknown-command': ({ command, known }) => ({
    what: `没有“${command}”这个命令。`,
    why: `可用的命令：${known}。`,
    mend: 'slotsh --help',
  }),
  'unknown-flag': ({ flag, command }) => ({
    what: `“slotsh ${command}”没有 ${flag} 这个选项。`,
    why: '以“-”开头的 Redis 命令参数要写在“--”之后：slotsh exec -- incrby counter -1',
    mend: 'slotsh --help',
  }),
  'flag-twice': ({ flag }) => ({ what: `${flag} 只能给一次。`, mend: 'slotsh --help' }),
  'flag-without-value': ({ flag }) => ({ what: `${flag} 需要一个值。`, mend: 'slotsh --help' }),
  'flag-wrong': ({ flag, value, expected }) => ({
    what: `${flag} 的值“${value}”不对。`,
    why: `应为：${expected}。`,
  }),
  'flags-apart': ({ flag, other }) => ({ what: `${flag} 和 ${other} 不能同时使用。`, mend: 'slotsh --help' }),
  'too-many-words': ({ words }) => ({ what: `无法理解：${words}`, mend: 'slotsh --help' }),
  'file-unreadable': ({ file, reason }) => ({ what: `无法读取 ${file}。`, why: reason }),
  'file-exists': ({ file }) => ({
    what: `${file} 已存在。命令没有发送。`,
    mend: `>> ${file}   (追加)   或   >| ${file}   (覆盖)`,
  }),
  'recording-exists': ({ file }) => ({
    what: `${file} 已存在。录制不会覆盖文件，命令没有执行。`,
    mend: `rm ${shellWord(file)}`,
  }),
  'recording-missing': () => ({ what: '要播放哪个录像？', mend: 'slotsh replay FILE' }),
  'recording-unreadable': ({ file, problem }) => ({
    what: `无法播放 ${file}。`,
    why: {
      'no-recording': '它不是录像：第一行应是含有 version、width 和 height 的 JSON。',
      'other-version': '它不是 asciicast v2：slotsh 能播放 --record 和 asciinema 2 写的文件。',
      'too-large': '它超过 64 MB。',
    }[problem],
  }),
  'file-unwritable': ({ file, reason, command }) => ({
    what: `无法写入 ${file}。${{ none: '', 'not-sent': '命令没有发送。', answered: '命令已经发送，也得到了应答。' }[command ?? 'none']}`,
    why: reason,
  }),
  'no-cluster-known': ({ command, last }) => ({
    what: last
      ? `“slotsh ${command}”需要知道是哪个集群：最近搭建的 ${last.name} 没有运行。`
      : `“slotsh ${command}”需要知道是哪个集群：slotsh 还没有搭建过集群。`,
    mend: last?.up ?? 'slotsh up --here',
  }),
  'needs-terminal': ({ command, instead }) => ({
    what: `“slotsh ${command}”需要终端。`,
    why: '标准输入或标准输出不是终端。',
    mend: instead,
  }),
  'spec-wrong': ({ file }) => ({ what: `${file} 不是 slotsh 能照做的 cluster.yaml。` }),
  'spec-unreadable': ({ file, reason }) => ({ what: `无法读取 ${file}。`, why: reason }),
  'password-env-unset': ({ name }) => ({
    what: `密码应来自环境变量 ${name}，但它没有设置。`,
    mend: `read -rs ${name} && export ${name}`,
  }),
  'password-file-unreadable': ({ file, reason }) => ({ what: `无法读取密码文件 ${file}。`, why: reason }),
  'password-unusable': ({ source, reason }) => ({
    what: `${source} 的第一行不能作为密码。`,
    why: { empty: '它是空的。', control: '其中有 NUL，或不是 UTF-8 的字节。' }[reason],
  }),
  'password-file-open': ({ file, command }) => ({
    what: `本机的其他人可以读取密码文件 ${file}。`,
    mend: command,
  }),

  // --- 连接节点 (redis/)
  'address-wrong': ({ address, fault }) => ({
    what: `${address || '空字符串'} 不是节点地址：${addressFaults[fault]}`,
    mend: 'HOST, HOST:PORT, :PORT, [IPV6]:PORT, redis[s]://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]',
  }),
  'host-not-found': ({ node, host }) => ({
    what: `无法连接 ${node}：找不到名为 ${host} 的主机。`,
    why: '本机无法解析这个名称。',
    mend: '检查拼写，或改用 IP 地址。',
  }),
  'connection-refused': ({ node }) => ({
    what: `${node} 拒绝连接。`,
    why: '主机在线，但这个端口上没有程序监听。',
    mend: '启动该节点，或检查端口。',
  }),
  'node-unreachable': ({ node }) => ({
    what: `无法连接 ${node}：没有通往该主机的路径。`,
    why: '主机不在线，或本机没有到它所在网络的路由。',
    mend: '检查地址以及中间的网络。',
  }),
  'connection-timeout': ({ node, ms, stage }) => ({
    what: `${ms} 毫秒内无法连接 ${node}。`,
    why: {
      tcp: '没有任何回应：主机不在线，或防火墙丢弃了数据包。',
      tls: '端口是开的，但没有完成 TLS 握手：该节点可能不使用 TLS。',
      answer: '端口是开的，但没有回答 PING：进程卡住或被暂停，或者不是 Redis。',
    }[stage],
    mend: {
      tcp: '检查主机、端口以及中间的防火墙。',
      tls: '试试不加 --tls。',
      answer: '到那台主机上查看进程和日志。',
    }[stage],
  }),
  'connection-failed': ({ node, reason }) => ({ what: `无法连接 ${node}。`, why: reason }),
  'closed-at-once': ({ node }) => ({
    what: `${node} 还没有回答就关闭了连接。`,
    why: '它可能要求 TLS，可能正在关闭，也可能不是 Redis。',
    mend: '查看它的日志，或加上 --tls 再试。',
  }),
  'tls-failed': ({ node, reason }) => ({
    what: `无法与 ${node} 建立 TLS 连接。`,
    why: reason,
    mend: '对照节点的配置检查 --cacert、--cert 和 --key；证书若是别的名字，用 --sni NAME；--insecure 不检查证书。',
  }),
  'tls-expected': ({ node }) => ({
    what: `${node} 要求使用 TLS。`,
    why: '它用 TLS 的字节回答了普通连接。',
    mend: '加上 --tls，或使用 rediss:// 地址。',
  }),
  'auth-needed': ({ node }) => ({
    what: `${node} 需要密码。`,
    why: 'NOAUTH Authentication required.',
    mend: '用 -a、REDISCLI_AUTH 或在地址里给出密码。',
  }),
  'auth-wrong': ({ node, user }) => ({
    what: user ? `${node} 拒绝了用户 ${user} 的密码。` : `${node} 拒绝了这个密码。`,
    why: user ? '用户名或密码不对，或该用户已停用。' : '它不是默认用户的密码。',
    mend: user ? '检查 --user 和密码。' : '检查密码（redis.conf 中的 requirepass）。',
  }),
  'not-redis': ({ node, said }) => ({
    what: `${node} 上监听的程序不是 Redis。`,
    why: `它回答：${said}`,
    mend: '检查端口。',
  }),
  'node-loading': ({ node }) => ({
    what: `${node} 正在从磁盘加载数据，暂不接受命令。`,
    mend: '等它加载完成；INFO persistence 会显示进度。',
  }),
  'protected-mode': ({ node }) => ({
    what: `${node} 处于保护模式，拒绝来自其他机器的连接。`,
    why: '它没有设置密码，也没有绑定地址，所以只回答本机。',
    mend: '给该节点设置密码（requirepass），或从它所在的机器连接。',
  }),
  'node-refused': ({ node, said }) => ({ what: `${node} 拒绝了我们。`, why: `它说：${said}` }),

  // --- 发给节点的命令 (redis/)
  'connection-lost': ({ node, mayHaveRun }) => ({
    what: `与 ${node} 的连接断开了。`,
    why: mayHaveRun ? '命令已发出但没有收到回答：它可能已经执行。' : '命令没有发出：它没有执行。',
    mend: mayHaveRun ? '先查看数据，再决定是否重发命令。' : '请重新发送命令。',
  }),
  'node-not-answering': ({ node, command, ms }) => ({
    what: `${node} 在 ${ms} 毫秒内没有回答 ${command}。`,
    why: '该节点卡住、被暂停，或正在处理很慢的操作。',
    mend: '到那台主机上查看进程和日志。',
  }),
  'command-not-supported': ({ command, reason }) => ({
    what: `没有发送 ${command}：slotsh 无法显示它的回答。`,
    why: {
      subscribe: '它会把连接变成消息流；这里每条命令只有一个回答。',
      monitor: '它会把连接变成命令流；这里每条命令只有一个回答。',
      replication: '它会把连接变成复制链路。',
      'reply-off': '它会让节点不再回答，slotsh 就会一直空等。',
    }[reason],
    mend:
      reason === 'subscribe' || reason === 'monitor'
        ? `在提示符下，或单独执行：slotsh exec -- ${command}`
        : '请用 redis-cli 执行它。',
  }),
  'protocol-wrong': ({ node, problem, bytes }) => ({
    what: `${node} 发来的不是 Redis 的回答，连接已关闭。`,
    why: `${protocolProblems[problem]}：${JSON.stringify(bytes)}`,
  }),

  // --- 规划、组建、读取集群 (cluster/)
  ...clusterFailures,

  // --- 搭建 (guide/)
  ...guideFailures,
  ...lessonFailures,
  ...preflightFailures,
  'hosts-failed': ({ findings }) => ({ what: `有 ${findings.length} 处出错。` }),
  'preflight-failed': ({ findings }) => ({ what: `有 ${findings.length} 处问题，未做任何改动。` }),

  // --- 提示符和 exec（shell/）
  ...shellFailures,
  ...targetFailures,

  // --- 主机 (hosts/)
  ...hostFailures,

  unexpected: ({ detail }) => ({ what: '出现了 slotsh 没有预料到的问题。', why: detail }),
  interrupted: ({ during }) => ({ what: `在“${during}”期间被中断。` }),
};

const addressFaults: Record<AddressFault, string> = {
  empty: '内容为空。',
  scheme: '只支持 redis:// 和 rediss://。',
  host: '缺少主机，或主机既不是主机名也不是 IP 地址。',
  port: '端口不是 1 到 65535 之间的数字。',
  percent: '用户名或密码中的 % 不是有效的 UTF-8 转义（% 本身写作 %25）。',
  extra: '端口后面只能跟 / 和数据库编号（密码中的 / 写作 %2F，? 写作 %3F，# 写作 %23）。',
};

const protocolProblems: Record<ProtocolProblem, string> = {
  'unknown-type': '没有哪种回答这样开头',
  'wrong-number': '这里应该是数字或常量',
  'wrong-length': '这里应该是长度',
  'missing-line-end': '字符串比声明的长',
  'misplaced-part': '流式回答的一部分出现在不该出现的地方',
  'unasked-reply': '收到了没有请求过的回答',
};

import type { en } from '../en/en.ts';
import type { OwnedDirectiveReason, SpecValueKind } from '../spec-fault-facts.ts';
import { lessonFaults } from './lesson-faults.ts';

const KINDS: Readonly<Record<SpecValueKind, string>> = {
  text: '文本',
  number: '数字',
  map: '映射（key: value）',
  list: '列表（- 项）',
  nothing: '空',
};

/** 以 YAML 解析器的代码为准；这里没有的，用解析器自己的话。 */
const SYNTAX: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '缩进处有制表符；请用空格。',
  MULTIPLE_DOCS: '这里开始了第二个文档；cluster.yaml 只有一个文档，中间没有 "---"。',
  BAD_INDENT: '这里的缩进不对，或者前面的括号没有闭合。',
  BLOCK_AS_IMPLICIT_KEY: '这一行有第二个 "key: value"；请另起一行，或给值加引号。',
  MULTILINE_IMPLICIT_KEY: '这一行的键没有以 ":" 结束；是否漏了 ":" 或引号？',
  BAD_SCALAR_START: '值不能以这个字符开头；请加引号。',
  BAD_DQ_ESCAPE: '"…" 里没有这种转义；反斜杠写成 "\\\\"，或改用单引号。',
  TAG_RESOLVE_FAILED: '标签（!…）在这里没有意义；请删去。',
};

const OWNED: Readonly<Record<OwnedDirectiveReason, string>> = {
  'from-ports': '它由 "ports" 决定，每个节点都不同',
  'from-hosts': '它由主机的 "address" 决定，每台主机都不同',
  'from-password': '它由 "password" 决定；这里若不同，节点之间会互相拒绝',
  'from-layout': '它由 "directory" 决定；否则 slotsh 会到别处找文件',
  'from-runtime': '它由 "runtime" 决定；启动服务的程序依赖它',
  'forms-cluster': '没有它就无法组成集群，而这正是 slotsh 要做的事',
  'outside-file': '它指向一个 slotsh 不会放到主机上的文件',
  'plain-connections': '搭建集群时使用不带 TLS 的连接',
};

/** cluster.yaml 里可能的错误，以及 slotsh 所写文件中的注释。 */
export const spec: (typeof en)['spec'] = {
  faults: {
    ...lessonFaults,
    'file-empty': ({ example }) => `文件里什么也没有；\`${example}\` 会提问并写好一份。`,
    'file-too-large': ({ limit }) => `文件超过 ${limit} KiB；cluster.yaml 只有几行。`,
    'not-utf8': () => '文件在此处不是 UTF-8；请另存为 UTF-8。',
    'nested-too-deep': ({ limit }) => `嵌套超过 ${limit} 层；cluster.yaml 只有三层。`,
    'more-faults': ({ shown }) => `以上是前 ${shown} 处错误；改正后会指出其余的。`,
    'yaml-syntax': ({ code, detail }) => `不是合法的 YAML：${SYNTAX[code] ?? `${detail}.`}`,

    'wrong-type': ({ expected, found }) => `这里应为${KINDS[expected]}，现在是${KINDS[found]}。`,
    'key-unknown': ({ key, nearest, known }) =>
      `没有 "${key}" 这个键；${nearest === '' ? `这里可用：${known}。` : `是否想写 "${nearest}"？`}`,
    'key-missing': ({ key, example }) => `缺少 "${key}"；请加上 \`${example}\`。`,
    'key-doubled': ({ key, firstLine }) => `"${key}" 在第 ${firstLine} 行已经写过；请保留其中一个。`,
    'key-not-text': () => '键应是一个普通的词。',
    'merge-key': () => '不支持合并键（<<）；请把各个键写出来。',
    'alias-unknown': ({ alias }) => `*${alias} 没有所指：它前面没有 &${alias}。`,
    'text-empty': () => '这里缺少值；请写上，或删去这个键。',
    'text-control': ({ character }) => `值里有 ${character}，是换行或其他控制字符；请删去。`,

    'name-unsafe': ({ name }) =>
      `"${name}" 不能作为名称；请用不超过 64 个字母（a-z）、数字、"-"、"_"、"."，以字母或数字开头。`,
    'replicas-wrong': ({ text, limit }) => `"${text}" 不是从节点的数目；请写 0 到 ${limit}，通常是 1。`,
    'runtime-wrong': ({ text }) => `"${text}" 不是运行方式；请写 docker 或 process。`,
    'image-wrong': ({ image }) =>
      `"${image}" 不是镜像；请写 name、name:tag 或 registry/name:tag，例如 redis:7。`,
    'image-upper-case': ({ image, right }) => `"${image}"：镜像名称须为小写；请写 ${right}。`,
    'directory-relative': ({ directory }) => `"${directory}" 不是完整路径；请以 "/" 开头。`,
    'directory-root': () => '不能用根目录；请为集群指定一个目录，例如 /usr/local/docker-redis。',
    'directory-colon': ({ directory }) =>
      `"${directory}" 里有 ":"，它在 Compose 数据卷中用作分隔；请换一个没有它的路径。`,
    'directory-pattern': ({ directory }) =>
      `"${directory}" 里有 "*"、"?" 或 "["，redis-server 会把它当作通配符；请换一个没有它们的路径。`,
    'too-few-masters': ({ nodes, replicas, masters, needed }) =>
      `${nodes} 个节点、每个主节点 ${replicas} 个从节点，只有 ${masters} 个主节点，而集群需要 3 个：请列出至少 ${needed} 个端口，或减小 "replicas"。`,
    'too-many-nodes': ({ limit }) => `节点超过 ${limit} 个；Redis Cluster 最多用于 ${limit} 个节点。`,

    'hosts-empty': () => '没有主机；请至少写一项 "- address: …" 及其 "ports"。',
    'address-wrong': ({ address }) =>
      `"${address}" 既不是 IP 地址也不是主机名；主机名由字母（a-z）、数字、"-"、"." 组成。`,
    'address-bracketed': ({ right }) => `IPv6 地址不带方括号：${right}`,
    'address-unusable': ({ address }) => `其他机器无法连接 ${address}；请写其他节点可以访问的地址。`,
    'address-loopback': ({ address }) =>
      `${address} 在每台机器上都指本机，主机不止一台时节点找不到彼此；请写主机在网络中的地址。`,
    'address-doubled': ({ address, firstLine }) =>
      `${address} 已是第 ${firstLine} 行的主机；请把端口写在那里，或改正其中一个。`,
    'ssh-wrong': ({ text }) =>
      `"${text}" 不是 SSH 目标；请写 [user@]host[:port]，或 ~/.ssh/config 中的名称。`,
    'ssh-doubled': ({ target, firstLine }) =>
      `${target} 登录的是第 ${firstLine} 行的机器；一台机器的端口请写在同一个主机下。`,
    'ssh-missing-twice': ({ firstLine }) =>
      `没有 "ssh" 就是本机，第 ${firstLine} 行也是本机；请加上 "ssh"，或合并两者。`,
    'identity-without-ssh': () => '密钥文件只在有 "ssh" 时才有用；请加上 "ssh"，或删去它。',
    'ports-empty': () => '没有端口；请写范围，例如 6371-6373，或列表。',
    'port-wrong': ({ text }) => `"${text}" 不是端口；请写 6371、范围 6371-6373，或列表 [6371, 6373]。`,
    'port-out-of-range': ({ port }) => `${port} 超出范围；请用 1 到 55535，因为集群总线监听端口 + 10000。`,
    'port-range-backwards': ({ right }) => `范围前后颠倒；请写 ${right}。`,
    'port-doubled': ({ port }) => `这台主机的 ${port} 写了两次；每个节点要有自己的端口。`,
    'port-is-bus-port': ({ port, of }) =>
      `${port} 是端口 ${of} 的节点的集群总线端口（${of} + 10000）；请为其中一个换端口。`,

    'password-line-break': () => '密码里不能有换行、NUL 或不完整的字符；请删去。',
    'password-twice': ({ key, first, firstLine }) =>
      `"${key}" 与第 ${firstLine} 行的 "${first}" 重复：密码来源请只保留一个。`,
    'env-name-wrong': ({ name }) => `"${name}" 不能作为环境变量名；请写名称，例如 REDIS_PASSWORD，不带 "$"。`,

    'directive-name-wrong': ({ name }) =>
      `"${name}" 不是 redis.conf 的配置项；配置项由字母、数字和 "-" 组成。`,
    'directive-owned': ({ name, reason }) => `${name} 不能在这里设置：${OWNED[reason]}。请删去。`,
    'directive-quotes': ({ text }) => `redis-server 无法读取 ${text}：引号没有闭合，或引号后紧跟着别的字符。`,
  },
  comments: {
    file: '一个 Redis Cluster，由 `slotsh up` 搭建。修改后再用它运行 `slotsh up`。',
    address: '通告给客户端和其他节点的地址',
    ssh: '[user@]host[:port]，或 ~/.ssh/config 中的名称',
    thisMachine: '没有 "ssh"：本机',
    ports: '或列表；集群总线监听每个端口 + 10000',
    replicas: '每个主节点的从节点数；主节点至少三个',
    runtime: 'docker，或 process：不用 Docker 的 redis-server',
    image: '例如 name:tag',
    password: '或 passwordEnv、passwordFile',
    generated: '没有 password、passwordEnv、passwordFile：由 slotsh 生成一个强密码',
    directory: '主机上的目录',
    redis: '更多 redis.conf 配置项',
  },
};

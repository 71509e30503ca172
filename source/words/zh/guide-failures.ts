import { describeFinding } from '../describe-finding.ts';
import { diskTrouble } from '../disk-trouble.ts';
import type { FailureWords } from '../failure-facts.ts';
import type { GuideFailureFacts } from '../guide-failure-facts.ts';
import { cliAddress, setAside, shellWord, someOf } from '../phrases.ts';
import { check } from './check.ts';

/** 搭建和拆除集群时的失败。 */
export const guideFailures: Pick<FailureWords, keyof GuideFailureFacts> = {
  'port-in-use': ({ host, port, bus, owner }) => ({
    what: `${host} 的端口 ${port} 已被${owner ? ` ${owner} ` : ''}占用。`,
    why: bus
      ? `它是节点 ${port - 10_000} 的集群总线端口：每个节点需要自己的端口和端口+10000。`
      : owner
        ? undefined
        : '只有 root 能看到是谁在监听。',
    mend: `ss -ltnp 'sport = :${port}'`,
  }),
  'address-not-on-host': ({ host, address, addresses }) => ({
    what: `${address} 不是 ${host} 的地址。`,
    why: `节点会宣告不属于自己的地址，彼此永远找不到。它的地址：${addresses.join('、')}。`,
    mend: '把 cluster.yaml 中这台主机的 "address" 改为其中之一。',
  }),
  'same-machine-twice': ({ hosts }) => ({
    what: `${hosts.join(' 和 ')} 是同一台机器。`,
    why: '它们的 boot id 相同：主节点和它的从节点可能同时宕机。',
    mend: '从 cluster.yaml 中删去其中一个，把它的端口给另一个。',
  }),
  'hosts-locked': ({ host, user, machine, pid, command, since }) => ({
    what: `另一次运行正在 ${host} 上进行。`,
    why: user ? `${user} 从 ${machine} 运行 slotsh ${command}（pid ${pid}），始于 ${since}。` : undefined,
    mend: '等它结束后再运行。已中断的运行会在半分钟内被识别。',
  }),
  'password-changed': ({ nodes }) => ({
    what: '节点的密码与文件中的不同。',
    why: `这里不会更改密码：使用旧密码与新密码的节点之间无法复制。涉及 ${someOf(nodes)}。`,
    mend: '请在文件中恢复旧密码。要更改密码：先在每个节点执行 CONFIG SET masterauth，再在每个节点执行 CONFIG SET requirepass，然后写入文件。',
  }),
  'only-copy': ({ nodes }) => ({
    what: `${someOf(nodes)} 重启期间，它的槽无法服务：它没有从节点。`,
    why: '文件已更改，而节点只在启动时读取配置。有从节点时会逐个重启。',
    mend: 'slotsh up FILE --ignore only-copy',
  }),
  'take-over-failed': ({ node, command }) => ({
    what: `${node} 没有接替它的主节点。`,
    why: '需要多数主节点投票，而投票没有送达。它的主节点没有重启，所有槽仍然可用。',
    mend: `先运行 slotsh check，正常后再次运行 slotsh up；手动执行：redis-cli ${cliAddress(node)} ${command}`,
  }),
  'docker-missing': ({ host }) => ({
    what: `${host} 上没有 docker 命令。`,
    mend: '在那里安装 Docker（docs.docker.com/engine/install），或在 cluster.yaml 中写 "runtime: process"。',
  }),
  'docker-not-running': ({ host, said }) => ({
    what: `${host} 上的 Docker 守护进程没有应答。`,
    why: said || undefined,
    mend: 'systemctl enable --now docker',
  }),
  'docker-not-permitted': ({ host, user, sudo }) => ({
    what: `用户 ${user} 无权使用 ${host} 上的 Docker。`,
    why:
      sudo === undefined
        ? '守护进程的套接字拒绝该用户。'
        : sudo === ''
          ? '守护进程的套接字拒绝该用户，而 sudo 需要密码，没有人输入。用 --yes 时不会询问；可用 --sudo-password-file FILE 交给它。'
          : `守护进程的套接字拒绝该用户，sudo 也拒绝：${sudo}`,
    mend: `usermod -aG docker ${shellWord(user)}`,
  }),
  'docker-rootless': ({ host }) => ({
    what: `${host} 上的 Docker 以非 root 方式运行。`,
    why: '它的 host 网络不是宿主机的网络：节点无法用宿主机的地址访问。',
    mend: '在那里使用以 root 运行的守护进程，或在 cluster.yaml 中写 "runtime: process"。',
  }),
  'compose-missing': ({ host }) => ({
    what: `${host} 上没有 Docker Compose。`,
    why: '"docker compose" 和 "docker-compose" 都没有应答。',
    mend: '在那里安装插件：docs.docker.com/compose/install/linux',
  }),
  'directory-unusable': ({ host, path, reason }) => ({
    what: `${host} 上的 ${path} 不能使用。`,
    why: {
      'not-a-directory': '这个名字已被别的文件占用。',
      'not-writable': '当前用户不能写入。',
    }[reason],
    mend: '在 cluster.yaml 中换一个 "directory"，或修好这一个。',
  }),
  'node-of-another-cluster': ({ host, port, path, strangers }) => ({
    what: `${host} 上的节点 ${port} 属于另一个集群。`,
    why: `${path} 中有不在文件里的节点：${strangers.join('、')}。`,
    mend: `换一个 "directory" 或端口。没有任何选项会动它；如果不再需要：${setAside(path.replace(/\/nodes\.conf$/, ''))}`,
  }),
  'node-left-out': ({ nodes, member }) => ({
    what: `${someOf(nodes.map(({ node }) => node))} 在集群中，但不在文件中。`,
    why: '从文件中去掉一个节点并不会把它移出集群：它可能有槽，或者有槽的唯一副本。没有停止任何节点。',
    mend: [
      `把它写回文件。或者先把它移出集群；如果它有槽，先移走：redis-cli --cluster reshard ${shellWord(member)}`,
      `redis-cli --cluster del-node ${shellWord(member)} ${shellWord(nodes[0]?.id ?? 'ID')}`,
      `如果它已经永远丢失：redis-cli --cluster call ${shellWord(member)} CLUSTER FORGET ${shellWord(nodes[0]?.id ?? 'ID')}`,
    ].join('\n'),
  }),
  'node-has-data': ({ host, port, path, files }) => ({
    what: `${host} 上的节点 ${port} 已有数据，且从未加入过集群。`,
    why: `${path} 中有 ${files.join('、')}。`,
    mend: `换一个 "directory" 或端口。没有任何选项会动它；如果这里不再需要：${setAside(path)}`,
  }),
  'container-name-taken': ({ host, container, project }) => ({
    what: `${host} 上已有名为 ${container} 的容器，它不属于这个集群。`,
    why: project ? `它属于 Compose 项目“${project}”。` : '它不是由 Compose 创建的。',
    mend: `docker rm -f ${shellWord(container)}`,
  }),
  'server-missing': ({ host, install }) => ({
    what: `${host} 上没有 redis-server，也没有 valkey-server。`,
    mend: install || '安装 Redis 或 Valkey：redis.io/docs/latest/operate/oss_and_stack/install',
  }),
  'no-free-ports': ({ count, first, last }) => ({
    what: `本机 ${first} 到 ${last} 之间没有 ${count} 个连续的空闲端口。`,
    why: '每个节点还需要端口+10000 作为集群总线。',
    mend: '在 cluster.yaml 中写明端口，然后运行：slotsh up cluster.yaml',
  }),
  'server-install-failed': ({ host, command, said }) => ({
    what: `在 ${host} 上安装 Redis 服务器失败：${command}`,
    why: said || undefined,
    mend: command,
  }),
  'image-unavailable': ({ host, image, said }) => ({
    what: `${host} 上没有镜像 ${image}，也无法拉取。`,
    why: said || undefined,
    mend: `docker save ${shellWord(image)} | ssh ${shellWord(host)} docker load`,
  }),
  'image-unusable': ({ host, image, said }) => ({
    what: `${host} 上的镜像 ${image} 无法运行。`,
    why: said || undefined,
    mend: `docker run --rm ${shellWord(image)} redis-server --version`,
  }),
  'command-failed': ({ host, command, said }) => ({
    what: `${host} 上的命令失败：${command}`,
    why: said || undefined,
    mend: diskTrouble(said) === 'full' ? '在那里腾出空间，再运行一次：df -h' : undefined,
  }),
  'container-crashed': ({ host, container, state, log }) => ({
    what: `${host} 上的容器 ${container} 无法保持运行：${state}。`,
    why: log || undefined,
    mend: `docker logs ${shellWord(container)}`,
  }),
  'process-not-up': ({ node, log }) => ({
    what: `节点 ${node} 的服务器启动后立即退出。`,
    why: log || undefined,
  }),
  'node-not-up': ({ node, seconds, log }) => ({
    what: `节点 ${node} 在运行，但 ${seconds} 秒内没有应答 PING。`,
    why: log || undefined,
  }),
  'process-will-not-end': ({ node, pid }) => ({
    what: `已要求节点 ${node} 的服务器（pid ${pid}）退出，但它仍在运行。`,
    why: '它可能还在把数据写入磁盘。',
    mend: `kill -TERM ${pid}`,
  }),
  'changes-declined': () => ({
    what: '没有做任何改变：这些改变未被接受。',
    mend: '`slotsh up 文件 --plan` 列出全部改变；`--yes` 表示接受。',
  }),
  'allocation-declined': () => ({
    what: '没有创建集群：上面的配置未被接受。',
    why: '节点在运行，是空的。',
    mend: '再次运行 slotsh up 继续（加 --yes 表示接受）；slotsh down 停止它们。',
  }),
  'removal-declined': () => ({
    what: '没有删除任何数据。',
    mend: 'slotsh down --data --yes',
  }),
  'cluster-not-usable': ({ findings }) => ({
    what: '集群已组成，但还不能使用。',
    why: findings.map(finding => describeFinding(check.findings, finding)).join('\n'),
    mend: 'slotsh check',
  }),
};

import type { FailureWords } from '../failure-facts.ts';
import { openPorts, portRuns } from '../open-ports.ts';
import { shellWord } from '../phrases.ts';
import type { PreflightFailureFacts } from '../preflight-failure-facts.ts';

const blockedBy = {
  timeout: '没有任何回应：数据包在途中被丢弃',
  rejected: '途中的防火墙拒绝了连接',
  refused: '节点正在监听，连接却被拒绝',
} as const;

/** 改动之前在主机上发现的问题。 */
export const preflightFailures: Pick<FailureWords, keyof PreflightFailureFacts> = {
  'path-blocked': ({ from, to, address, ports, reason, firewall }) => ({
    what: `${from} 连不上 ${to} 的端口 ${portRuns(ports)}。`,
    why: `${blockedBy[reason]}。节点之间需要彼此的端口和总线端口（端口+10000）。`,
    mend: openPorts(firewall, ports, address),
  }),
  'system-unsupported': ({ host, kernel }) => ({
    what: `${host} 运行的是 ${kernel}。`,
    why: '使用 Docker 的节点需要 Linux 主机的网络；在其他系统上那是虚拟机的网络。',
    mend: '请使用 Linux 主机。',
  }),
  'architecture-differs': ({ host, image, imageFor, architecture }) => ({
    what: `${host} 上的镜像 ${image} 适用于 ${imageFor}，而主机是 ${architecture}。`,
    mend: `docker pull --platform ${shellWord(`linux/${architecture}`)} ${shellWord(image)}`,
  }),
  'memory-short': ({ host, wantedMiB, memoryMiB }) => ({
    what: `${host} 上的节点合计可能占用 ${wantedMiB} MiB，而主机只有 ${memoryMiB} MiB。`,
    why: '写快照时会复制服务器进程，系统本身也需要内存。',
    mend: '在 cluster.yaml 中降低 maxmemory，或减少这台主机上的节点。',
  }),
  'disk-short': ({ host, path, freeMiB, neededMiB }) => ({
    what: `${host} 的 ${path} 只剩 ${freeMiB} MiB，应有 ${neededMiB} MiB。`,
    why: '追加文件在重写之前会增长；磁盘写满后将无法写入。',
    mend: `df -h ${shellWord(path)}`,
  }),
  'clock-apart': ({ host, seconds }) => ({
    what: `${host} 的时钟比其他主机${seconds < 0 ? '慢' : '快'} ${Math.abs(seconds)} 秒。`,
    mend: 'timedatectl set-ntp true',
  }),
  'machine-cloned': ({ hosts }) => ({
    what: `${hosts.join(' 和 ')} 的 machine id 相同。`,
    why: '它们是克隆出来的；凭此标识区分机器的程序会把它们当作一台。',
    mend: 'rm /etc/machine-id && systemd-machine-id-setup',
  }),
  'images-differ': ({ image, hosts }) => ({
    what: `${image} 在 ${hosts.join(' 和 ')} 上不是同一个镜像。`,
    why: '各节点的 Redis 版本可能不同。',
    mend: `docker pull ${shellWord(image)}`,
  }),
  'overcommit-off': ({ host, value }) => ({
    what: `${host} 的 vm.overcommit_memory 为 ${value}。`,
    why: '空闲内存不多时，写快照或同步从节点可能失败。',
    mend: 'sysctl -w vm.overcommit_memory=1',
  }),
  'huge-pages-on': ({ host }) => ({
    what: `${host} 对所有程序启用了透明大页。`,
    why: '写快照时会使 Redis 变慢并多占内存。',
    mend: 'echo madvise > /sys/kernel/mm/transparent_hugepage/enabled',
  }),
  'backlog-low': ({ host, value, wanted }) => ({
    what: `${host} 的 net.core.somaxconn 为 ${value}，低于 Redis 的 backlog ${wanted}。`,
    why: '许多客户端同时连接时会被拒绝。',
    mend: `sysctl -w net.core.somaxconn=${wanted}`,
  }),
  'swappiness-high': ({ host, value }) => ({
    what: `${host} 的 vm.swappiness 为 ${value}。`,
    why: '内存被换出的服务器要几秒才能应答，会被当作已下线。',
    mend: 'sysctl -w vm.swappiness=1',
  }),
  'open-files-few': ({ host, value, wanted }) => ({
    what: `${host} 上的服务器最多打开 ${value} 个文件，应为 ${wanted} 个。`,
    why: '每个客户端占用一个：Redis 会降低 maxclients，并拒绝超出的客户端。',
    mend: 'systemctl edit docker（使用 Docker 时）：[Service] LimitNOFILE=65536',
  }),
  'ports-in-local-range': ({ host, ports, first, last }) => ({
    what: `${host} 的端口 ${portRuns(ports)} 处于对外连接使用的范围（${first}-${last}）内。`,
    why: '节点启动时若端口已被占用，就无法启动。',
    mend: `sysctl -w net.ipv4.ip_local_reserved_ports=${portRuns(ports).replaceAll(' ', '')}`,
  }),
  'compose-old': ({ host, version }) => ({
    what: `${host} 上的 Docker Compose 是 ${version}。`,
    why: '第 1 版可以使用，但自 2023 年起不再有安全更新。',
    mend: '在那里安装插件：docs.docker.com/compose/install/linux',
  }),
  'docker-not-at-boot': ({ host }) => ({
    what: `${host} 开机时不会启动 Docker。`,
    why: '机器重启后，它的节点不会恢复运行。',
    mend: 'systemctl enable docker',
  }),
  'firewall-active': ({ host, firewall }) => ({
    what: `${host} 上由 ${firewall} 过滤数据包。`,
    why: '客户端也需要节点的端口；主机之间的端口已经试过。',
  }),
  'selinux-enforcing': ({ host }) => ({
    what: `${host} 的 SELinux 处于 enforcing 模式。`,
    why: '容器若读不了自己的文件，日志中会有 "Permission denied"。',
    mend: 'ausearch -m avc -ts recent',
  }),
};

import { directoryOf, diskTrouble } from '../disk-trouble.ts';
import type { FailureWords } from '../failure-facts.ts';
import type { HostFailureFacts } from '../host-failure-facts.ts';
import { removeKnownKey, shellWord, sshTarget, sshWords } from '../phrases.ts';

/** 连接和使用主机时的失败。 */
export const hostFailures: Pick<FailureWords, keyof HostFailureFacts> = {
  // --- 连接
  'ssh-name-unknown': ({ host, name }) => ({
    what: `无法连接 ${host}：找不到名为 ${name} 的主机。`,
    why: '本机无法解析这个名字，~/.ssh/config 里也没有它的 HostName。',
    mend: '检查 cluster.yaml 里 "ssh" 的拼写，或者改用 IP 地址。',
  }),
  'host-unreachable': ({ host, address, reason }) => ({
    what: `无法通过 ${address} 连接 ${host}。`,
    why: {
      refused: '机器开着，但这个端口上没有 SSH 服务。',
      timeout: '没有任何回应：机器关着，或者防火墙丢弃了数据包。',
      'no-route': '没有到它的路由：机器关着，或者从这里到不了它的网络。',
      closed: 'SSH 还没开始，连接就被关闭了：连接太多，或者有防火墙。',
    }[reason],
    mend: `ssh -v ${sshWords(address)}`,
  }),
  'ssh-failed': ({ host, address, said }) => ({
    what: `通过 ${address} 与 ${host} 建立 SSH 失败。`,
    why: said,
    mend: `ssh -v ${sshWords(address)}`,
  }),
  'host-key-unknown': ({ host, name, keyType, fingerprint, authority }) => ({
    what: `${host} 的主机密钥未知：known_hosts 里没有 ${name}。`,
    why: `它出示的是 ${keyType} ${fingerprint}。${authority ? 'known_hosts 为这台主机指定了证书机构，但 slotsh 不能检查主机证书。' : ''}请与那台机器上 "ssh-keygen -lf" 的输出比较。`,
    mend: '在 slotsh 询问时回答 yes，或者加上 --accept-new-host-keys。',
  }),
  'host-key-changed': ({ host, name, keyType, fingerprint, file, line }) => ({
    what: `${host} 的主机密钥变了：没有向它发送任何内容。`,
    why: `${file} 第 ${line} 行记录的 ${name} 的密钥不同；现在它出示的是 ${keyType} ${fingerprint}。机器重装过，或者有人在中间。`,
    mend: removeKnownKey(file, name),
  }),
  'host-key-revoked': ({ host, name, keyType, fingerprint, file, line }) => ({
    what: `${host} 的主机密钥已被吊销：没有向它发送任何内容。`,
    why: `${file} 第 ${line} 行说明不能信任 ${name} 的 ${keyType} ${fingerprint}。`,
    mend: '给这台机器换一个主机密钥，或者询问吊销它的人。',
  }),
  'known-hosts-unreadable': ({ host, file, said }) => ({
    what: `无法读取 ${file}，所以不能核对 ${host} 的主机密钥。`,
    why: said,
    mend: `chmod u+r ${shellWord(file)}`,
  }),
  'known-hosts-unwritable': ({ host, file, said }) => ({
    what: `无法把 ${host} 的主机密钥写入 ${file}。`,
    why: said,
    mend: `chmod u+w ${shellWord(file)}`,
  }),
  'ssh-config-wrong': ({ host, said }) => ({
    what: `无法读取 ${host} 的 SSH 配置。`,
    why: said,
    mend: '修正 ~/.ssh/config；"ssh -G HOST" 会显示 ssh 读到的内容。',
  }),
  'ssh-option-unsupported': ({ host, option, value }) => ({
    what: `~/.ssh/config 为 ${host} 设置了 ${option} ${value}，slotsh 不支持。`,
    why: 'slotsh 自己建立连接，不会为此启动别的程序。',
    mend: '改用 ProxyJump，或者使用不需要它就能到达的地址。',
  }),
  'jump-loop': ({ host, jumps }) => ({
    what: `到 ${host} 的路上跳板机太多，不可能正确。`,
    why: `~/.ssh/config 里的 ProxyJump 依次经过 ${jumps.join('、')} …`,
    mend: '在第一台跳板机的配置段里写上 "ProxyJump none"。',
  }),

  // --- 登录
  'identity-file-unusable': ({ host, file, reason }) => ({
    what: `${host} 的密钥文件 ${file} 不能用。`,
    why: {
      absent: '没有这个文件。',
      unreadable: '当前用户无权读取它。',
      'not-a-key': '里面没有 slotsh 能读的私钥（OpenSSH 或 PEM：Ed25519、ECDSA、RSA）。',
    }[reason],
    mend:
      reason === 'unreadable'
        ? `chmod u+r ${shellWord(file)}`
        : '把 cluster.yaml 里的 "identityFile" 设为一个私钥文件。',
  }),
  'login-refused': ({ host, user, tried, offered }) => ({
    what: `${host} 拒绝 ${user} 登录。`,
    why: `试过：${tried.join('、') || '什么也没有，因为没有密钥也没有密码'}。它接受：${offered.join('、') || '无'}。`,
    mend: `ssh-copy-id ${sshTarget(host)}`,
  }),
  'login-timeout': ({ host, address, seconds }) => ({
    what: `${host} 在 ${seconds} 秒内没有让我们登录。`,
    why: `${address} 接受了连接，但之后没有 SSH 服务应答。`,
    mend: `ssh -v ${sshWords(address)}`,
  }),

  // --- 使用
  'shell-unusable': ({ host, said }) => ({
    what: `${host} 允许登录，但没有可以执行命令的 shell。`,
    why: said || '这个账户可能已停用、只供别的服务使用，或者那个系统不是 Unix。',
    mend: '换一个有 shell 的用户：修改 cluster.yaml 里的 "ssh"。',
  }),
  'session-refused': ({ host, said }) => ({
    what: `${host} 的 SSH 服务不为命令打开会话。`,
    why: said,
    mend: '调大那台机器 /etc/ssh/sshd_config 里的 MaxSessions，再重新加载 sshd。',
  }),
  'host-lost': ({ host, during }) => ({
    what: `与 ${host} 的连接中断${during && `，当时正在执行：${during}`}`,
    why: '机器关机、网络断开，或者 SSH 服务结束了会话。正在做的事可能做了，也可能没做。',
    mend: '机器恢复后再运行一次：已经做完的不会重做。',
  }),
  'command-timeout': ({ host, command, seconds }) => ({
    what: `${host} 上的命令超过 ${seconds} 秒，已被结束：${command}`,
  }),
  'path-unreadable': ({ host, path, said }) => ({
    what: `无法读取 ${host} 上的 ${path}。`,
    why: said,
    mend: '以 root 或有权读取的用户登录。',
  }),
  'file-not-written': ({ host, path, said }) => ({
    what: `无法写入 ${host} 上的 ${path}；原来的内容没有动。`,
    why: said,
    mend: {
      full: `在那里腾出空间，再运行一次：df -h ${shellWord(directoryOf(path))}`,
      'read-only': '该文件系统只读：mount -o remount,rw，或在 cluster.yaml 中换一个 "directory"。',
      other: '以 root 或有权写入的用户登录。',
    }[diskTrouble(said) ?? 'other'],
  }),
  'facts-incomplete': ({ host, missing, said }) => ({
    what: `${host} 没有给出它的 ${missing}。`,
    why: said,
  }),
  'ssh-forwarding-forbidden': ({ host, target }) => ({
    what: `${host} 的 SSH 服务不允许建立到 ${target} 的隧道。`,
    why: '它的 sshd_config 里 AllowTcpForwarding 或 PermitOpen 不允许。',
    mend: '在那台机器的 /etc/ssh/sshd_config 里设置 "AllowTcpForwarding yes"，再重新加载 sshd。',
  }),
  'tunnel-failed': ({ host, target, reason, said }) => ({
    what: `从 ${host} 无法到达 ${target}。`,
    why: {
      refused: '机器有应答，但这个端口上没有服务。',
      timeout: '没有任何回应：防火墙丢弃了数据包，或者机器关着。',
      'no-route': '没有路由，或者防火墙拒绝了数据包。',
      'name-unknown': '那台机器无法解析这个名字。',
      other: said,
    }[reason],
  }),
};

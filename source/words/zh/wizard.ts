import type { wizard as english } from '../en/wizard.ts';

/** 没有文件时 `slotsh up` 的提问，以及连接时的提问。 */
export const wizard: typeof english = {
  title: 'slotsh up · 我的主机',
  place: (at, of) => `${at} / ${of}`,
  questions: {
    hosts: {
      label: '主机',
      help: '节点所在的主机：[用户@]主机[:端口]，或 ~/.ssh/config 中的名称，用空格分隔。`here` 表示这台机器。',
      example: '例如 root@192.168.10.10 root@192.168.10.11',
    },
    addresses: { label: '地址', help: '客户端和其他节点使用的地址，每台主机一个，顺序相同。' },
    replicas: { label: '从节点数', help: '每个主节点有几个从节点。至少要有三个主节点。' },
    ports: {
      label: '端口',
      help: '每台主机上各节点的客户端端口，顺序相同：范围 6371-6373，或 6371,6373。集群总线使用端口 + 10000。',
    },
    runtime: {
      label: '运行方式',
      help: '服务在主机上如何运行。',
      choices: { docker: 'Docker Compose', process: 'redis-server，不用 Docker' },
    },
    image: { label: '镜像', help: '容器的镜像。只在缺少时才拉取。' },
    directory: { label: '目录', help: '配置和数据在主机上的位置。' },
    passwordFrom: {
      label: '密码',
      help: '客户端需要它，从节点连接主节点也需要它。',
      choices: { generated: '生成一个强密码', text: '自己输入' },
    },
    password: { label: '自己的密码', help: '这里不显示；它会写在文件中，只有您可以读取。' },
    name: { label: '名称', help: '您和 slotsh 如何称呼这个集群。' },
    file: { label: '文件', help: '写入的位置，以后供 `slotsh up` 和 `slotsh down` 使用。' },
  },
  countWrong: (hosts, given) => `有 ${hosts} 台主机，却给了 ${given} 项；每台主机需要一项。`,
  nothingGiven: '这里需要填写内容。',
  fileFaults: {
    taken: file => `${file} 已经存在；请换一个名称，或运行 \`slotsh up ${file}\`。`,
    'no-directory': file => `无法写入 ${file}：目录不存在，或您没有写权限。`,
  },
  review: file => `以下内容将写入 ${file}：`,
  keys: {
    next: '下一步',
    write: '写入并继续',
    back: '上一步',
    leave: '离开',
    choose: '选择',
    scroll: '滚动',
  },

  connect: {
    title: 'slotsh connect',
    address: '地址',
    addressHelp: '任意节点的 host:port，或 redis://、rediss:// URL。',
    password: '密码',
    passwordHelp: '不显示，也不保存。',
    connecting: '正在连接 …',
    keys: { connect: '连接' },
  },
};

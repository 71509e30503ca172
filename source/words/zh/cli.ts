import type { cli as english } from '../en/cli.ts';

const help = `slotsh 陪您搭建 Redis Cluster 集群，然后让您看到每个键去了哪里。

用法
  slotsh                               主界面
  slotsh up [文件]                     按 cluster.yaml 引导搭建，然后进入命令行
  slotsh connect [地址…]               连接运行中的集群
  slotsh exec [地址] [-- 命令…]        执行一条命令，或从标准输入读取命令
  slotsh check [地址或文件]            集群真的健康吗？
  slotsh down [文件]                   停止并删除集群
  slotsh learn [课程或目录]            在真实集群上的课程，就在命令行里
  slotsh replay 文件                   播放录像，不需要服务器

搭建（up、down）
  --here                   本机：六个节点，不问主机
  --plan                   只打印将要改变什么，不做任何改变
  -y, --yes                不提问
  --accept-new-host-keys   把未知的主机密钥加入 known_hosts，同 ssh
  --sudo-password-file FILE   主机上 sudo 要的密码；文件只能由您自己读取
  --data                   （down）连数据一起删除
  --ignore ID[,ID…]        （up）忽略指定的检查结果，按其 id
  --fix                    （check）修复可以安全修复的问题

课程（learn）
  --present                面向教室：按空格键输入下一行、执行、继续
  --auto                   自动播放，可加 --speed 倍速；在管道里只输出文本行
  --reset                  从头开始；否则从上次离开的地方继续
  --lint                   （目录）检查课程是否写对
  课程 地址                在该集群上播放，只限不改变集群的课程

连接（connect、exec、check、learn）
  地址                     host:port，或 redis[s]://[用户:密码@]host:port[/库]；
                           可写多个，取最先应答的一个
  -h, --host 主机          节点的主机；只给端口时为 127.0.0.1
  -p, --port 端口          节点的端口；只给主机时为 6379
  -u, --url URL            等同于写成 URL 的地址
  -a, --pass 密码          更好的办法：环境变量 REDISCLI_AUTH，进程列表里看不到
  --user 名字              ACL 用户
  --tls                    加密；--cacert 文件 或 --cacertdir 目录：信任的证书，
                           --cert 文件 和 --key 文件：自己的证书，--sni 名字，
                           --insecure：不检查证书
  --nat-map 甲=乙[,…]      节点公布甲，改为连接乙
  不写地址：slotsh 最近搭建的集群。

命令（exec），同 redis-cli
  -r 次数, -i 秒           重复执行，-1 为一直重复；两次之间的间隔
  -x, -X 标记              标准输入作为最后一个词，或代替标记
  -n 库                    数据库；集群只有 0
  -2, -3                   协议：RESP2 或 RESP3
  --quoted-input           词可以带引号：'"\\x00"'
  --raw, --no-raw, --csv   回复的样式；不写则看输出到哪里
  --json-reply             回复为 JSON；--quoted-json 只用 ASCII
  -d 文本, -D 文本         raw：值之间、回复之后的文本
  -c 和 -e 本来如此：跟随重定向，错误的退出码为 1。

输出
  --json                   （up、exec、check、down、learn）输出 JSON 行
  --trace                  （exec）在标准错误上显示每条命令的每一跳
  --pipe                   （exec）标准输入是 RESP 协议，同 redis-cli --pipe
  --linear                 （up、connect、learn）纯文本行模式，适合屏幕阅读器；
                           环境变量 SLOTSH_LINEAR=1 亦可
  --read-only              （up、connect、exec）不发送会改变任何东西的命令
  --record 文件            把终端上显示的内容录成 asciicast v2；从不录输入。
                           （replay）--speed 倍速，--idle 停顿最多几秒
  --no-color               不用颜色；环境变量 NO_COLOR 亦可
  --lang en|zh             语言；否则由 LC_ALL 和 LANG 决定
  --help, --version

退出码
  0 完成 · 1 执行中失败 · 2 用法或文件有误
  3 在做任何改变之前检查出问题 · 130 被中断
`;

export const cli: typeof english = {
  help,
  knownClustersDamaged: (aside: string) => `已知集群的列表已损坏，现移至 ${aside}；slotsh 另建新的列表。`,
  fileWritten: (file: string) => `已写入：${file}`,
  undoing: '正在撤销本次搭建所做的改动：',
  clusterStays: '集群继续运行。回到集群：slotsh connect · 停止集群：slotsh down',
  passwordInArguments: '警告：写在 -a 之后或 URL 里的密码，本机其他用户可以看到。请使用 REDISCLI_AUTH。',
};

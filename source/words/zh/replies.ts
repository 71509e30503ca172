import type { replies as english } from '../en/replies.ts';

export const replies: typeof english = {
  intoCommand: command => `回复将送入 shell 命令：${command}`,
  intoFile: {
    new: file => `回复将写入新文件 ${file}`,
    append: file => `回复将追加到 ${file}`,
    replace: file => `回复将覆盖 ${file}`,
  },
  onlyReplies: '只有节点的回复可以送入命令或文件。',
  onOrOff: word => `只能是 on 或 off，而不是 ${word}`,
  does: {
    page: { on: '超过一屏的回复在分页器中显示', off: '回复打印在终端里' },
    pretty: { on: 'JSON、哈希和流的条目排版显示', off: '回复按 redis-cli 的样式打印' },
  },
  noReplyYet: '还没有回复。',
  notPretty: '没有可排版的内容：不是 JSON、哈希或流的条目。',
  noPager: '没有分页器：$PAGER、less、more 都没有。',
  onlyBeginning: kept => `只保留了前 ${kept} 项。要看全部：:page on，然后重新执行命令。`,
  bytes: count => `${count} 字节`,
  exit: code => `退出码 ${code}`,
  killed: '被信号终止',
};

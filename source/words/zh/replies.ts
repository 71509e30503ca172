import type { replies as english } from '../en/replies.ts';

export const replies: typeof english = {
  intoCommand: command => `回复将送入 shell 命令：${command}`,
  intoFile: {
    new: file => `回复将写入新文件 ${file}`,
    append: file => `回复将追加到 ${file}`,
    replace: file => `回复将覆盖 ${file}`,
  },
  onlyReplies: '只有 Redis 命令的回复可以送入命令或文件。',
  bytes: count => `${count} 字节`,
  exit: code => `退出码 ${code}`,
  killed: '被信号终止',
};

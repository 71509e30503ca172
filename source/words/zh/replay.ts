import type { replay as english } from '../en/replay.ts';

/** 录像：录制之后的话，以及播放时下方的一行。 */
export const replay: typeof english = {
  recorded: (file, command) => `已录制：${file} · 播放：${command}`,
  recordingEnded: (file, reason) => `录制先于会话结束：${reason}。${file} 里是此前的内容。`,
  doing: { playing: '播放中', paused: '已暂停', ended: '结束', left: '' },
  space: { playing: '暂停', paused: '继续', ended: '重播', left: '' },
  keys: { space: '空格' },
  step: '单步',
  leave: '离开',
  recordedAt: (columns, rows) => `录制时为 ${columns}×${rows}：请放大窗口`,
  brokenOff: '文件到此中断',
};

/** Recordings: what is said of one that is made, and what stands under one that is played. */
export const replay = {
  /** After the run. */
  recorded: (file: string, command: string) => `Recorded: ${file} · play it: ${command}`,
  recordingEnded: (file: string, reason: string) =>
    `The recording ended before the session: ${reason}. ${file} holds what came before.`,
  doing: { playing: 'playing', paused: 'paused', ended: 'the end', left: '' },
  space: { playing: 'pause', paused: 'go on', ended: 'once more', left: '' },
  keys: { space: 'Space' },
  step: 'step',
  leave: 'leave',
  recordedAt: (columns: number, rows: number) => `recorded at ${columns}×${rows}: enlarge the window`,
  brokenOff: 'the file breaks off here',
};

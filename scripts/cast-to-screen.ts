import xterm from '@xterm/headless';
import type { Cast } from '../source/casts/cast.ts';

/** What the rows of a screen say, without spaces at their ends. */
function rowsOf(screen: xterm.Terminal): string[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString() ?? '').trimEnd(),
  );
}

/** The screen of a recording at the first moment that shows this. Throws when none does. */
export async function screenAt(
  { header, events }: Cast,
  shows: (rows: readonly string[]) => boolean,
): Promise<xterm.Terminal> {
  const screen = new xterm.Terminal({
    ...{ cols: header.width, rows: header.height, scrollback: 10_000, allowProposedApi: true },
  });
  for (const event of events) {
    if (event.kind === 'resize') screen.resize(event.columns, event.rows);
    else await new Promise<void>(resolve => screen.write(event.text, resolve));
    if (shows(rowsOf(screen))) return screen;
  }
  throw new Error(`The recording never shows ${shows}; its last screen:\n${rowsOf(screen).join('\n')}`);
}

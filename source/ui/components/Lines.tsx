import { Box, Text } from 'ink';
import type { Theme } from '../theme.ts';
import { fitLine, type Line, type Span } from './line.ts';

export interface LinesProps {
  lines: readonly Line[];
  theme: Theme;
  /** Exactly this many rows: empty ones are added below; the caller has cut what is too much. */
  height?: number;
  /** Rows are cut to this many columns; left out: they have been fitted before. */
  width?: number;
}

/** Lines as they are: nothing wraps here. */
export function Lines({ lines, theme, height = lines.length, width }: LinesProps) {
  const rows = Array.from({ length: height }, (_, row) =>
    fitLine(lines[row] ?? [], width ?? Number.POSITIVE_INFINITY),
  );
  return (
    <Box flexDirection="column" flexShrink={0}>
      {rows.map((spans, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place on the screen
        <LineView key={row} spans={spans} theme={theme} />
      ))}
    </Box>
  );
}

/** One line of the screen. */
function LineView({ spans, theme }: { spans: Line; theme: Theme }) {
  return (
    <Text wrap="truncate">
      {spans.length === 0
        ? ' '
        : spans.map((piece, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity beyond their place
            <Text key={at} {...lookOf(piece, theme)}>
              {piece.text}
            </Text>
          ))}
    </Text>
  );
}

function lookOf({ role, master }: Span, theme: Theme) {
  return master === undefined ? theme.look(role ?? 'plain') : theme.master(master);
}

import type { Reply } from '../../../../redis/reply.ts';
import { formatReply } from '../../../../shell/reply/format-reply.ts';
import type { Line } from '../../../components/line.ts';
import { padText, textWidth } from '../../../components/text-width.ts';
import { escapeLines, escapeText } from '../../../escape-text.ts';
import { jsonLines } from './json-lines.ts';

/** Names wider than this do not push the values of all others aside. */
const WIDEST_NAME = 32;

/** Fields and their values as an aligned table; a value of several lines goes on under itself. */
export function fieldLines(pairs: readonly (readonly [Reply, Reply])[], indent = ''): Line[] {
  const names = pairs.map(([name]) => textOf(name));
  const width = Math.min(WIDEST_NAME, Math.max(0, ...names.map(textWidth)));
  return pairs.flatMap(([, value], index) => {
    const name = names[index] ?? '';
    const shown = textWidth(name) > width ? name : padText(name, width);
    const hang = ' '.repeat(width);
    return valueLines(value).map(
      (line, row): Line => [
        { text: indent },
        ...(row === 0 ? [{ text: shown, role: 'accent' as const }] : [{ text: hang }]),
        { text: '  ' },
        ...line,
      ],
    );
  });
}

/** A value as a table shows it: text without quotes, JSON laid out, all else as redis-cli has it. */
function valueLines(value: Reply): Line[] {
  if (value.type === 'bulk' || value.type === 'verbatim' || value.type === 'status') {
    return jsonLines(value.value) ?? [[{ text: escapeText(value.value.toString()) }]];
  }
  const text = formatReply(value, { style: 'tty' }).toString().trimEnd();
  return escapeLines(text)
    .split('\n')
    .map(line => [{ text: line, role: 'dim' }]);
}

function textOf(reply: Reply): string {
  if ('value' in reply) return escapeText(reply.value.toString());
  return escapeText(formatReply(reply, { style: 'tty' }).toString().trimEnd());
}

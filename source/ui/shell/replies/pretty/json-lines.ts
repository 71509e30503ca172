import { isUtf8 } from 'node:buffer';
import type { Line, Span } from '../../../components/line.ts';
import { escapeText } from '../../../escape-text.ts';

/** Strings, brackets, and what stands between: numbers, `true`, `false`, `null`. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const INDENT = '  ';

/**
 * A JSON object or array as lines, one value each, indented by its depth; undefined for everything else. The text itself is laid
 * out, not what a parser makes of it: numbers keep their digits, keys their order, and none is dropped.
 */
export function jsonLines(bytes: Buffer): Line[] | undefined {
  if (!isJson(bytes)) return undefined;
  const tokens = bytes.toString().match(TOKENS) ?? [];
  const lines: Span[][] = [[]];
  let depth = 0;
  const put = (text: string, role?: Span['role']) => lines.at(-1)?.push({ text, ...(role && { role }) });
  const newLine = () => void lines.push([{ text: INDENT.repeat(depth) }]);
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (token === '{' || token === '[') {
      put(token);
      depth += 1;
      if (!isClosing(tokens[index + 1])) newLine();
    } else if (isClosing(token)) {
      depth -= 1;
      if (before !== '{' && before !== '[') newLine();
      put(token);
    } else if (token === ',') {
      put(token);
      newLine();
    } else if (token === ':') {
      put(': ');
    } else if (token.startsWith('"')) {
      put(escapeText(token), tokens[index + 1] === ':' ? 'accent' : 'ok');
    } else {
      put(escapeText(token), 'warn');
    }
  }
  return lines;
}

function isClosing(token: string | undefined): boolean {
  return token === '}' || token === ']';
}

function isJson(bytes: Buffer): boolean {
  if (!/^\s*[{[]/.test(bytes.toString('latin1', 0, 64)) || !isUtf8(bytes)) return false;
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}

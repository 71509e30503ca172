import { parse } from 'yaml';

/**
 * A text as a YAML scalar: bare where YAML 1.1 (PyYAML, and with it Compose v1) and 1.2 both take it for this very text,
 * else in double quotes, with everything escaped that is not a letter, mark, number, sign or plain space.
 */
export function quoteYaml(text: string): string {
  if (/^[\w./:@~+-]+$/.test(text) && isItself(text, '1.1') && isItself(text, '1.2')) return text;
  const escaped = text.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, character => {
    if (character === '"' || character === '\\') return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}

/** Is a bare word no number, date, truth value, key or anything else but text? */
function isItself(text: string, version: '1.1' | '1.2'): boolean {
  try {
    return parse(text, { version, logLevel: 'error' }) === text;
  } catch {
    return false;
  }
}

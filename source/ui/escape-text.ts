// What a terminal would obey or hide instead of showing: C0, DEL and C1 controls, bidirectional and
// invisible format characters (UAX #9, Unicode category Cf as far as it deceives), line separators, lone surrogates.
const obeyedOrHidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udc7f]/g;

const shortNames: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return shortNames[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u{${hex}}`);
}

/**
 * Text from anywhere as one harmless line: whatever a terminal would obey is shown as `\x1b`, `\n`, `\u{202e}`.
 * Letters of every script, emoji and their joiners stay. Every byte that comes from a server, a host or a file
 * passes through here, or through `escapeLines`, on its way to a screen.
 */
export function escapeText(text: string): string {
  return text.replace(obeyedOrHidden, visible);
}

/** As `escapeText`, line by line: line feeds stay line feeds, a carriage return before one is dropped. */
export function escapeLines(text: string): string {
  return text.split(/\r?\n/).map(escapeText).join('\n');
}

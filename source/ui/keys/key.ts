/** Keys that are no text. Modifiers stand before them, in this order: `ctrl-alt-shift-left`. */
export type BaseKey =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'insert'
  | 'escape'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | `f${number}`;

/**
 * - `text`: characters as typed, `paste`: a bracketed paste with its newlines as `\n`; both have `text`.
 * - `ctrl-c`, `alt-b`: letters in lower case, `alt-B` when Shift was held.
 * - `end-of-input`: the terminal is gone; nothing comes after it.
 */
export type KeyName =
  | 'text'
  | 'paste'
  | 'end-of-input'
  | BaseKey
  | `${'ctrl' | 'alt' | 'shift' | 'ctrl-alt' | 'ctrl-shift' | 'alt-shift' | 'ctrl-alt-shift'}-${string}`;

export interface Key {
  name: KeyName;
  /** Only with `text` and `paste`; never empty. */
  text?: string;
}

/** A run of typed text as one key a character, for screens where a character is a command. Other keys stay as they are. */
export function splitTypedText(key: Key): Key[] {
  if (key.name !== 'text' || key.text === undefined) return [key];
  return Array.from(key.text, text => ({ name: 'text' as const, text }));
}

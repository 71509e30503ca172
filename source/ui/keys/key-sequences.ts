import type { BaseKey, Key, KeyName } from './key.ts';

// What terminals send for keys, from xterm's ctlseqs, the Linux console's console_codes(4), rxvt and kitty's keyboard protocol.

/** Finals of `CSI … X` and `SS3 X`. */
const byFinal: Readonly<Record<string, BaseKey>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
};

/** Numbers of `CSI n ~`. */
const byNumber: Readonly<Record<number, BaseKey>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'page-up',
  6: 'page-down',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
};

/** The Linux console's `CSI [ A` … `CSI [ E`. */
const consoleFunctionKeys = 'ABCDE';

/** The keypad in application mode: `SS3 j` … `SS3 y`. */
const keypad: Readonly<Record<string, string>> = {
  X: '=',
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
  p: '0',
  q: '1',
  r: '2',
  s: '3',
  t: '4',
  u: '5',
  v: '6',
  w: '7',
  x: '8',
  y: '9',
};

/** Modifier bits of xterm's parameter, after one was taken off. */
const SHIFT = 1;
const ALT = 2;
const CTRL = 4;

/**
 * The key of one control sequence.
 * @param parameters what stands between `CSI` and the final, e.g. `1;5`
 * @param final the last character, e.g. `C`
 * @returns undefined for what is no key: mouse, focus, reports, and whatever is unknown
 */
export function keyOfCsi(parameters: string, final: string): Key | undefined {
  if (parameters === '[') {
    const index = consoleFunctionKeys.indexOf(final);
    return index < 0 ? undefined : { name: `f${index + 1}` };
  }
  if (!/^[\d;:]*$/.test(parameters)) return undefined;
  const [first = 1, second = 1, third = 0] = parameters.split(/[;:]/).map(part => Number(part || 1));
  if (final === 'Z') return { name: 'shift-tab' };
  if (final === 'u') return keyOfCode(first, second - 1);
  // xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~
  if (final === '~' && first === 27) return keyOfCode(third, second - 1);
  // Finals of keys have the number 1, so that a cursor report (`CSI 12;40 R`) is no F3.
  const named = first === 1 ? byFinal[final] : undefined;
  const base = '~^$@'.includes(final) ? byNumber[first] : named;
  if (base === undefined) return undefined;
  return { name: withModifiers(base, second - 1 + rxvtModifiers(final)) };
}

/** The key of `SS3 final`; undefined when it is none. */
export function keyOfSs3(final: string): Key | undefined {
  if (final === 'M') return { name: 'enter' };
  const text = keypad[final];
  if (text !== undefined) return { name: 'text', text };
  const base = byFinal[final];
  return base && { name: base };
}

/** The key of a C0 control character or DEL; undefined for what is none. */
export function keyOfControl(code: number): Key | undefined {
  if (code === 0x0d || code === 0x0a) return { name: 'enter' };
  if (code === 0x09) return { name: 'tab' };
  if (code === 0x7f || code === 0x08) return { name: 'backspace' };
  if (code === 0x1b) return { name: 'escape' };
  if (code === 0) return { name: 'ctrl-space' };
  return code < 0x20 ? { name: `ctrl-${String.fromCharCode(code + 0x40).toLowerCase()}` } : undefined;
}

/** Alt held with a key or one character. */
export function withAlt(key: Key): Key {
  if (key.name === 'text') return { name: `alt-${key.text ?? ''}` };
  return { name: key.name.startsWith('ctrl-') ? `ctrl-alt-${key.name.slice(5)}` : `alt-${key.name}` };
}

/** A Unicode code point with modifiers, as kitty and modifyOtherKeys send it. */
function keyOfCode(code: number, modifiers: number): Key | undefined {
  if (code === 0x1b || code === 0x0d || code === 0x09 || code === 0x7f) {
    const named = keyOfControl(code);
    return named && { name: withModifiers(named.name as BaseKey, modifiers) };
  }
  // Kitty's private-use codes are keys such as Caps Lock, and below 32 there is nothing to type.
  if (code < 0x20 || code > 0x10ffff || (code >= 0xe000 && code <= 0xf8ff)) return undefined;
  const character = String.fromCodePoint(code);
  if (modifiers & CTRL) return { name: `ctrl-${modifiers & ALT ? 'alt-' : ''}${character.toLowerCase()}` };
  const text = modifiers & SHIFT ? character.toUpperCase() : character;
  return modifiers & ALT ? { name: `alt-${text}` } : { name: 'text', text };
}

function withModifiers(base: BaseKey, modifiers: number): KeyName {
  const prefix = `${modifiers & CTRL ? 'ctrl-' : ''}${modifiers & ALT ? 'alt-' : ''}${modifiers & SHIFT ? 'shift-' : ''}`;
  return `${prefix}${base}` as KeyName;
}

/** rxvt says Shift, Ctrl and both by the final instead of a parameter. */
function rxvtModifiers(final: string): number {
  if (final === '$') return SHIFT;
  if (final === '^') return CTRL;
  return final === '@' ? SHIFT + CTRL : 0;
}

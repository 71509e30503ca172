import fc from 'fast-check';

/** Text that breaks careless quoting: every sign that means something to a shell, YAML, redis.conf or Compose, and letters of any kind. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...' "\'`$#\\%&*!?|<>;,(){}[]~=@^+-_./') },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          `\${HOME}`,
          '$$',
          '$(id)',
          '\\n',
          '\\x41',
          '#{',
          '%{x}',
          '- ',
          ': ',
          '~/',
          '..',
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom('é', '集群', '😀', '\u00a0', '\u2028', '\u3000', '\u200b', '\ufeff'),
      },
      { weight: 3, arbitrary: fc.constantFrom('a', 'Z', '0', '1e3', 'yes', 'null') },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map(parts => parts.join(''));

/** The same with control characters; never NUL, CR or LF. */
export const hostileBytes = fc
  .array(fc.oneof(hostileText, fc.constantFrom('\t', '\u0001', '\u0007', '\u001b', '\u007f', '\u0085')), {
    minLength: 1,
    maxLength: 4,
  })
  .map(parts => parts.join(''));

/** What a terminal obeys, hides or is deceived by; the clipboard, the title, the cursor, the looks, the direction of writing. */
const commands = [
  ...[
    '\u001b]52;c;aGk=\u0007',
    '\u001b]0;title\u001b\\',
    '\u001b]8;;http://x\u0007',
    '\u001b[2J',
    '\u001b[1;1H',
  ],
  ...[
    '\u001b[41m',
    '\u001b[8m',
    '\u001b[?1049h',
    '\u001b[6n',
    '\u001bc',
    '\u001bP+q\u001b\\',
    '\u001b_x\u001b\\',
  ],
  ...[
    '\u009b2J',
    '\u009d52;c;aGk=\u009c',
    '\u0090q',
    '\u0007',
    '\b\b',
    '\u007f',
    '\u0000',
    '\u000b',
    '\u000e',
  ],
  ...['\r', '\n', '\r\n', '\t', '\u0085', '\u2028', '\u2029'],
  ...['\u202e', '\u202d', '\u2066', '\u2069', '\u200e', '\u200f', '\u061c'],
  ...['\u200b', '\u2060', '\ufeff', '\u00ad', '\u180e', '\ufff9', '\u{e0041}', '\ud800', '\udc00'],
] as const;

/** Anything at all that a host, a server or a file may say: half of it a terminal would obey. Some ten characters long. */
export const hostileOutput = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...commands) },
      {
        weight: 6,
        arbitrary: fc.constantFrom('a', 'node-1', '127.0.0.1', ' ', '  ', ':', '{x}', '%s', '"', "'", '\\'),
      },
      { weight: 1, arbitrary: fc.constantFrom('集群', '😀', 'é', 'e\u0301', '👩‍👩‍👧', '🇨🇭', '\u00a0') },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map(parts => parts.join(''));

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

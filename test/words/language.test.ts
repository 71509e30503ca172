import { expect, test } from 'vitest';
import { chooseLanguage } from '../../source/words/language.ts';

test.each([
  [undefined, {}, 'en'],
  [undefined, { LANG: 'zh_CN.UTF-8' }, 'zh'],
  [undefined, { LANG: 'zh' }, 'zh'],
  [undefined, { LANG: 'ZH_tw' }, 'zh'],
  [undefined, { LANG: 'en_GB.UTF-8' }, 'en'],
  [undefined, { LANG: 'de_DE.UTF-8' }, 'en'],
  // POSIX, XBD 8.2: LC_ALL before LC_MESSAGES before LANG, and an empty one is none.
  [undefined, { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'en'],
  [undefined, { LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, 'zh'],
  [undefined, { LC_ALL: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' }, 'en'],
  [undefined, { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' }, 'zh'],
  [undefined, { LC_CTYPE: 'zh_CN.UTF-8', LANG: 'C.UTF-8' }, 'en'],
  ['zh', { LC_ALL: 'en_US.UTF-8' }, 'zh'],
  ['en', { LC_ALL: 'zh_CN.UTF-8' }, 'en'],
] as const)('--lang %s, %j: %s', (flag, env, language) => {
  expect(chooseLanguage(flag, env)).toBe(language);
});

export type Language = 'en' | 'zh';

/**
 * The language for a run: `--lang` first, then LC_ALL, LC_MESSAGES, LANG as POSIX orders them; English otherwise.
 */
export function chooseLanguage(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (flag === 'en' || flag === 'zh') return flag;
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

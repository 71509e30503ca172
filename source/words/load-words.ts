import type { Language } from './language.ts';
import type { Words } from './words.ts';

/** The words of a language; the other one's are not even read. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'zh' ? (await import('./zh/zh.ts')).zh : (await import('./en/en.ts')).en;
}

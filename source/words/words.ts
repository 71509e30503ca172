import { en } from './en/en.ts';
import type { Language } from './language.ts';
import { zh } from './zh/zh.ts';

/** Every word of the interface in one language. */
export type Words = typeof en;

/** The words of a language. */
export function wordsFor(language: Language): Words {
  return language === 'zh' ? zh : en;
}

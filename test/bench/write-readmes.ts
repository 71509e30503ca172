import { readFileSync, writeFileSync } from 'node:fs';
import { type Measured, readmeTable } from './tables.ts';

/** What the tables stand behind: the day and the machine, then a table. */
const places = {
  en: { file: 'README.md', table: /^Measured on .*\n\n(?:\|.*\n)+/m },
  zh: { file: 'README.zh-CN.md', table: /^测量于 .*\n\n(?:\|.*\n)+/m },
} as const;

/** Puts a run's tables into both READMEs, in place of those before. @throws when there is none to replace */
export function writeReadmes(measured: Measured): void {
  for (const language of ['en', 'zh'] as const) {
    const { file, table } = places[language];
    const url = new URL(`../../${file}`, import.meta.url);
    const text = readFileSync(url, 'utf8');
    if (!table.test(text)) throw new Error(`${file} has no table of measurements`);
    writeFileSync(
      url,
      text.replace(table, () => `${readmeTable(measured, language).join('\n')}\n`),
    );
  }
}

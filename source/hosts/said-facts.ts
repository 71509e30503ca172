/** The script's lines: what it said for each key, in order. */
export type SaidFacts = (key: string) => readonly string[];

/** Sorts lines of key, tab and value by their keys; lines without a tab are noise. */
export function sortFacts(output: string): SaidFacts {
  const facts = new Map<string, string[]>();
  for (const line of output.split('\n')) {
    const tab = line.indexOf('\t');
    if (tab < 0) continue;
    const key = line.slice(0, tab);
    const values = facts.get(key) ?? [];
    values.push(line.slice(tab + 1));
    facts.set(key, values);
  }
  return key => facts.get(key) ?? [];
}

/** The letter of the n-th master (0-based): A to Z, then AA, AB, … as spreadsheets go on. */
export function masterLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${masterLetter(Math.floor(index / 26) - 1)}${letter}`;
}

/** The number of a master's letter, 0-based, for its colour and pattern: `A` 0, `Z` 25, `AA` 26. */
export function masterIndex(letter: string): number {
  let index = 0;
  for (const character of letter) index = index * 26 + character.charCodeAt(0) - 64;
  return Math.max(0, index - 1);
}

/** The letter of the n-th master (0-based): A to Z, then AA, AB, … as spreadsheets go on. */
export function masterLetter(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${masterLetter(Math.floor(index / 26) - 1)}${letter}`;
}

import { expect, test } from 'vitest';
import { masterIndex, masterLetter } from '../../source/cluster/master-letter.ts';

test('masters have letters as the columns of a spreadsheet, and each letter has its number', () => {
  const numbers = [0, 25, 26, 51, 52, 701, 702];
  const letters = ['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'];
  expect(numbers.map(masterLetter)).toEqual(letters);
  expect(letters.map(masterIndex)).toEqual(numbers);
});

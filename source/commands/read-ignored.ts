import { Failure } from '../cluster/failure.ts';
import { IGNORABLE, type IgnorableId } from '../guide/preflight/finding.ts';

/** `--ignore ID[,ID…]`: findings that are no reason to stop. @throws {Failure} `flag-wrong` for any other name (exit 2) */
export function readIgnored(text: string | undefined): IgnorableId[] {
  return (text ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
    .map(name => {
      const id = IGNORABLE.find(known => known === name);
      if (id) return id;
      const facts = { flag: '--ignore', value: name, expected: IGNORABLE.join(', ') };
      throw new Failure('flag-wrong', facts, { exitCode: 2 });
    });
}

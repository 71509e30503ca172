import { graphemesIn } from '../components/graphemes.ts';
import type { Key } from '../keys/key.ts';
import type { Desk } from './desk.ts';

/**
 * Types a line as a hand does.
 * @param ms milliseconds between two characters
 * @param press what a key does meanwhile: `hurry` types the rest at once
 */
export function typeSlowly(
  line: string,
  desk: Desk,
  ms: number,
  press: (key: Key) => 'hurry' | undefined,
): Promise<void> {
  const left = [...graphemesIn(line)];
  return desk.until<void>({
    shows: { kind: 'place' },
    press(key, done) {
      if (press(key) === 'hurry') {
        desk.type(left.splice(0).join(''));
        done();
      }
      return true;
    },
    start(done) {
      const timer = setInterval(() => {
        desk.type(left.shift() ?? '');
        if (left.length === 0) done();
      }, ms);
      return () => clearInterval(timer);
    },
  });
}

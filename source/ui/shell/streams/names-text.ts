import type { Words } from '../../../words/words.ts';
import { fitText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';

/** Names that are shown; the others are counted. */
const SHOWN = 3;
/** Columns of one name. */
const NAME_WIDTH = 24;

/** Channels in a few words: `news, sport, weather, 4 more`. */
export function namesText(names: readonly Buffer[], { more }: Words['streams']): string {
  const shown = names.slice(0, SHOWN).map(name => fitText(escapeText(name.toString()), NAME_WIDTH));
  return [...shown, ...(names.length > SHOWN ? [more(names.length - SHOWN)] : [])].join(', ');
}

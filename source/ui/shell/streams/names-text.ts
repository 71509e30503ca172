import type { Words } from '../../../words/words.ts';
import { fitText } from '../../components/text-width.ts';
import { escapeText } from '../../escape-text.ts';

/** Columns of one name. */
const NAME_WIDTH = 24;

/** Channels in a few words, so many by name: `news, sport, weather, 4 more`. */
export function namesText(names: readonly Buffer[], { channels, more }: Words['streams'], most = 3): string {
  if (most === 0) return channels(names.length);
  const shown = names.slice(0, most).map(name => fitText(escapeText(name.toString()), NAME_WIDTH));
  return [...shown, ...(names.length > most ? [more(names.length - most)] : [])].join(', ');
}

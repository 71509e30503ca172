import type { Grammar } from './grammar.ts';

/** How often a counted part is written out, at the most. */
const MOST_WRITTEN = 3;

/**
 * A grammar as people write it: `key value [NX|XX] [GET] [EX seconds|PX milliseconds]`, `<LEFT|RIGHT>` where one is a must,
 * `key [key ...]` for one or more.
 */
export function writeSyntax(parts: readonly Grammar[]): string {
  return parts.map(writePart).filter(Boolean).join(' ');
}

function writePart(part: Grammar): string {
  switch (part.kind) {
    case 'word':
      return part.text;
    case 'sequence':
      return writeSyntax(part.parts);
    case 'choice':
      return part.parts.length === 1 ? writeBare(part) : `<${writeBare(part)}>`;
    case 'options':
      return part.parts.map(option => `[${writeBare(option)}]`).join(' ');
    case 'repeat': {
      const once = writePart(part.part);
      return part.again ? `[${once} ...]` : `${once} [${once} ...]`;
    }
    case 'counted':
      return writeSyntax([part.count, part.rest]);
    case 'times': {
      const once = writePart(part.part);
      const written = Array.from({ length: Math.min(part.times, MOST_WRITTEN) }, () => once);
      return [...written, ...(part.times > MOST_WRITTEN ? ['...'] : [])].join(' ');
    }
  }
}

/** Within brackets already. */
function writeBare(part: Grammar): string {
  return part.kind === 'choice' ? part.parts.map(writeBare).join('|') : writePart(part);
}

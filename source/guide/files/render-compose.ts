import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import type { HostLayout, NodeLayout } from './layout.ts';

/** The image, and for each port the text of the node's redis.conf. */
export interface ComposeInput {
  layout: HostLayout;
  image: string;
  /** The text of redis.conf by port. */
  confs: ReadonlyMap<number, string>;
}

/** The label that holds the hash of a node's redis.conf. */
export const CONF_LABEL = 'slotsh.conf';

/**
 * The text of a host's docker-compose.yml: the guide's services, with `restart: always` on every one of them.
 * No `version:`, which Compose v2 warns of and v1.29 does without. A file that changes under its bind mount does not make
 * Compose recreate the container; a label that changes does (both seen with 1.29.2).
 */
export function renderCompose({ layout, image, confs }: ComposeInput): string {
  const services = layout.nodes.map(node => renderService(node, image, confs.get(node.port) ?? ''));
  return `services:\n${services.join('')}`;
}

/** The service's and the container's name, as in the guide. */
export function serviceName(port: number): string {
  return `redis-${port}`;
}

function renderService({ port, conf, data }: NodeLayout, image: string, text: string): string {
  return `  ${serviceName(port)}:
    image: ${quoteYaml(image)}
    container_name: ${serviceName(port)}
    restart: always
    network_mode: "host"
    volumes:
      - ${quoteYaml(`${conf}:/usr/local/etc/redis/redis.conf`)}
      - ${quoteYaml(`${data}:/data`)}
    command: redis-server /usr/local/etc/redis/redis.conf
    labels:
      ${CONF_LABEL}: "${createHash('sha256').update(text).digest('hex')}"
`;
}

/**
 * A text as a YAML scalar that YAML 1.1 (Compose v1) and 1.2 read alike: bare where both take it for this very text,
 * else in double quotes, with everything escaped that is not a letter, mark, number, sign or plain space.
 * Compose reads `$$` as `$`.
 */
function quoteYaml(text: string): string {
  const literal = text.replaceAll('$', '$$$$');
  if (/^[\w./:@-]+$/.test(literal) && parse(literal, { version: '1.1' }) === literal) return literal;
  const escaped = literal.replace(/["\\]|(?! )[\p{C}\p{Z}]/gu, character => {
    if (character === '"' || character === '\\') return `\\${character}`;
    return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`;
  });
  return `"${escaped}"`;
}

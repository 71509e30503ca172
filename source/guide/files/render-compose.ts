import { createHash } from 'node:crypto';
import { quoteYaml } from '../../spec/quote-yaml.ts';
import type { HostLayout, NodeLayout } from './layout.ts';

export interface ComposeInput {
  layout: HostLayout;
  image: string;
  /** The text of redis.conf by port, for labels that change with it; left out: no labels. */
  confs?: ReadonlyMap<number, string>;
}

/** The label that holds the hash of a node's redis.conf. */
export const CONF_LABEL = 'slotsh.conf';

/**
 * The text of a host's docker-compose.yml: the guide's services, with `restart: always` on every one of them, and a health check.
 * No `version:`, which Compose v2 warns of and v1.29 does without. A file that changes under its bind mount does not make
 * Compose recreate the container; a label that changes does (both seen with 1.29.2).
 */
export function renderCompose({ layout, image, confs }: ComposeInput): string {
  const services = layout.nodes.map(node => renderService(node, image, confs?.get(node.port)));
  return `services:\n${services.join('')}`;
}

/** What `CONF_LABEL` holds for a redis.conf. */
export function hashConf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The service's and the container's name, as in the guide. */
export function serviceName(port: number): string {
  return `redis-${port}`;
}

const CONF = '/usr/local/etc/redis/redis.conf';

/**
 * Does the server answer, and is the password that of its configuration? `redis-cli ping` alone ends with 0 whatever the server
 * says (seen with 7.0.15). The password goes from the configuration to redis-cli's standard input, quoted there as it is here;
 * `read` and `printf` are the shell's own: it stands in no argv, no environment and nothing that `docker inspect` shows.
 */
function healthCheck(port: number): string {
  const line = `[ "$name" = requirepass ] && printf 'AUTH %s\\nPING\\n' "$value"`;
  const replies = `$(while read -r name value; do ${line}; done <${CONF} | redis-cli -p ${port})`;
  return `case "${replies}" in *PONG) ;; *) exit 1 ;; esac`;
}

function renderService({ port, conf, data }: NodeLayout, image: string, text: string | undefined): string {
  const label = text === undefined ? '' : `    labels:\n      ${CONF_LABEL}: "${hashConf(text)}"\n`;
  return `  ${serviceName(port)}:
    image: ${quoteValue(image)}
    container_name: ${serviceName(port)}
    restart: always
    network_mode: "host"
    volumes:
      - ${quoteValue(`${conf}:${CONF}`)}
      - ${quoteValue(`${data}:/data`)}
    command: redis-server ${CONF}
    healthcheck:
      test: ["CMD-SHELL", ${JSON.stringify(escapeVariables(healthCheck(port)))}]
      interval: 30s
      timeout: 5s
${label}`;
}

/** A value of the file. */
function quoteValue(text: string): string {
  return quoteYaml(escapeVariables(text));
}

/** Compose reads `$$` as `$`. */
function escapeVariables(text: string): string {
  return text.replaceAll('$', '$$$$');
}

import { formatAddress, type NodeAddress } from '../../cluster/address.ts';
import { quoteShell } from '../../hosts/quote-shell.ts';
import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import type { StepId } from '../events.ts';
import type { GuideRun, PreparedHost } from '../guide-run.ts';
import type { ByHand } from '../step.ts';
import { hostTemplate } from './host-template.ts';
import { layoutOf } from './layout.ts';
import { renderCompose, serviceName } from './render-compose.ts';

/**
 * What the guide has its reader type at a step, for each host where the hosts differ: typed one after the other, they make the
 * cluster that slotsh makes. The password is nowhere in it: the commands take it from `REDIS_PASSWORD`, and hand it to redis-cli
 * in its environment.
 * @param hosts those that have been looked at; none before "prepare hosts"
 */
export function byHand(step: StepId, { spec, hosts }: Pick<GuideRun, 'spec' | 'hosts'>): ByHand[] {
  const preparedOf = (host: HostSpec) => hosts.find(prepared => prepared.spec === host);
  switch (step) {
    case 'prepare-hosts':
      return [
        {
          command:
            spec.runtime === 'docker' ? `docker pull ${quoteShell(spec.image)}` : 'redis-server --version',
        },
      ];
    case 'write-configs':
      return spec.hosts.map(host => ({
        host: host.address,
        command: writeConfigs(spec, host, preparedOf(host)),
      }));
    case 'start-containers':
      return spec.hosts.map(host => ({
        host: host.address,
        command: startNodes(spec, host, preparedOf(host)),
      }));
    case 'create-cluster': {
      const nodes = addressesOf(spec).map(formatAddress).join(' ');
      return [
        { command: `${redisCli(spec, hosts)} --cluster create ${nodes} --cluster-replicas ${spec.replicas}` },
      ];
    }
    case 'verify':
      return [
        {
          command: `${redisCli(spec, hosts)} --cluster check ${addressesOf(spec).slice(0, 1).map(formatAddress)}`,
        },
      ];
  }
}

/**
 * The guide's template, its loop, and its docker-compose.yml. The bus port is counted, as `1${PORT}` is right for four digits
 * alone; envsubst sees only what is exported.
 */
function writeConfigs(spec: ClusterSpec, host: HostSpec, prepared: PreparedHost | undefined): string {
  const { image, runtime } = spec;
  const layout = layoutOf(spec, host);
  const directory = quoteShell(layout.clusterDirectory);
  const announceIp = prepared?.announceIp ?? host.address;
  const fill = "PORT=$port BUS_PORT=$((port + 10000)) envsubst '$PORT $BUS_PORT $REDIS_PASSWORD'";
  const make = `mkdir -p $port/conf $port/data && ${fill} < redis-cluster.tmpl > $port/conf/redis.conf`;
  const steps = [
    `mkdir -p ${directory} && cd ${directory}`,
    writeText(hostTemplate(spec, host, announceIp), 'redis-cluster.tmpl'),
    `for port in ${portWords(host.ports)}; do ${make}; done`,
    ...(runtime === 'docker' ? [writeText(renderCompose({ layout, image }), '../docker-compose.yml')] : []),
  ].join(' && ');
  const asRoot = prepared?.host.usesSudo ? `${sudo('REDIS_PASSWORD')}sh -c ${quoteShell(steps)}` : steps;
  return `export REDIS_PASSWORD="\${REDIS_PASSWORD:?}" && ${asRoot}`;
}

/** Before a command that is to have this variable; sudo gives it no others. */
function sudo(variable: string): string {
  return `sudo --preserve-env=${variable} `;
}

/** A file of these lines, on one line. */
function writeText(text: string, file: string): string {
  const lines = text.trimEnd().split('\n').map(quoteShell);
  return `printf '%s\\n' ${lines.join(' ')} > ${file}`;
}

function startNodes(spec: ClusterSpec, host: HostSpec, prepared: PreparedHost | undefined): string {
  const { directory, clusterDirectory } = layoutOf(spec, host);
  if (spec.runtime === 'docker') {
    const compose = prepared?.facts.compose?.flavour ?? 'docker-compose';
    const asRoot = prepared?.host.usesSudo ? 'sudo ' : '';
    return `cd ${quoteShell(directory)} && ${asRoot}${compose} up -d`;
  }
  return `cd ${quoteShell(clusterDirectory)} && for port in ${portWords(host.ports)}; do redis-server $port/conf/redis.conf; done`;
}

/** redis-cli where it is: in the first container, or on this machine. */
export function redisCli(spec: ClusterSpec, hosts: GuideRun['hosts']): string {
  const [first] = addressesOf(spec);
  const asRoot = hosts[0]?.host.usesSudo ? sudo('REDISCLI_AUTH') : '';
  const where =
    spec.runtime === 'docker' && first
      ? `${asRoot}docker exec -it -e REDISCLI_AUTH ${serviceName(first.port)} `
      : '';
  return `REDISCLI_AUTH=$REDIS_PASSWORD ${where}redis-cli`;
}

function addressesOf({ hosts }: ClusterSpec): NodeAddress[] {
  return hosts.flatMap(({ address, ports }) => ports.map(port => ({ host: address, port })));
}

/** The words of a `for` loop: the guide's `seq` where the ports follow each other. */
function portWords(ports: readonly number[]): string {
  const [first = 0] = ports;
  const inRow = ports.length > 1 && ports.every((port, index) => port === first + index);
  return inRow ? `$(seq ${first} ${first + ports.length - 1})` : ports.join(' ');
}

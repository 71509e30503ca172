import type { ClusterSpec, HostSpec } from '../../spec/cluster-spec.ts';
import { layoutOf } from './layout.ts';
import { renderTemplate } from './render-redis-conf.ts';

/**
 * The text of a host's redis-cluster.tmpl.
 * @param announceIp the IP address that the host's nodes announce
 */
export function hostTemplate(spec: ClusterSpec, host: HostSpec, announceIp: string): string {
  const { directives, runtime } = spec;
  const process = runtime === 'process' ? { process: layoutOf(spec, host).anyNode } : {};
  return renderTemplate({ address: host.address, announceIp, directives, ...process });
}

import { shellWord } from './phrases.ts';
import type { FirewallName } from './preflight-failure-facts.ts';

/**
 * The command that opens TCP ports to an address, in the words of what filters packets there; iptables' where that is not
 * known, as it is nearly everywhere.
 */
export function openPorts(
  firewall: FirewallName | undefined,
  ports: readonly number[],
  address: string,
): string {
  const from = shellWord(address);
  const runs = runsOf(ports);
  switch (firewall) {
    case 'firewalld': {
      const rules = runs.map(run => `--add-port=${run.join('-')}/tcp`).join(' ');
      return `firewall-cmd --permanent ${rules} && firewall-cmd --reload`;
    }
    case 'ufw':
      return `ufw allow proto tcp from ${from} to any port ${runs.map(run => run.join(':')).join(',')}`;
    case 'nftables': {
      const family = from.includes(':') ? 'ip6' : 'ip';
      const set = runs.map(run => run.join('-')).join(', ');
      return `nft insert rule inet filter input ${family} saddr ${from} tcp dport '{ ${set} }' accept`;
    }
    default: {
      const program = from.includes(':') ? 'ip6tables' : 'iptables';
      const list = runs.map(run => run.join(':')).join(',');
      return `${program} -I INPUT -p tcp -s ${from} -m multiport --dports ${list} -j ACCEPT`;
    }
  }
}

/** Runs of ports that follow each other: `[6371, 6373]`, or `[6379]` for one alone. */
function runsOf(ports: readonly number[]): number[][] {
  const runs: [first: number, last: number][] = [];
  for (const port of [...new Set(ports)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === port - 1) run[1] = port;
    else runs.push([port, port]);
  }
  return runs.map(([first, last]) => (first === last ? [first] : [first, last]));
}

/** `6371-6373, 16371-16373`. */
export function portRuns(ports: readonly number[]): string {
  return runsOf(ports)
    .map(run => run.join('-'))
    .join(', ');
}

import { expect, test } from 'vitest';
import { openPorts, portRuns } from '../../source/words/open-ports.ts';

const ports = [6373, 6371, 6372, 16_371];

test('the command that opens ports, for each firewall', () => {
  const from = '192.168.10.10';
  expect(openPorts('firewalld', ports, from)).toBe(
    'firewall-cmd --permanent --add-port=6371-6373/tcp --add-port=16371/tcp && firewall-cmd --reload',
  );
  expect(openPorts('ufw', ports, from)).toBe(
    'ufw allow proto tcp from 192.168.10.10 to any port 6371:6373,16371',
  );
  expect(openPorts('nftables', ports, 'fd00::1')).toBe(
    "nft insert rule inet filter input ip6 saddr fd00::1 tcp dport '{ 6371-6373, 16371 }' accept",
  );
  expect(openPorts(undefined, ports, from)).toBe(
    'iptables -I INPUT -p tcp -s 192.168.10.10 -m multiport --dports 6371:6373,16371 -j ACCEPT',
  );
  expect(openPorts('iptables', [1], 'fd00::1')).toMatch(/^ip6tables /);
  expect(portRuns([])).toBe('');
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, labAvailable, startLab } from '../lab/lab.ts';
import type { Figure } from './figures.ts';
import type { BenchContext, Part } from './part.ts';
import { sideBySide, timed } from './rounds.ts';

const hosts = [
  { address: '192.168.10.10', ports: [6371, 6372, 6373] },
  { address: '192.168.10.11', ports: [6374, 6375, 6376] },
] as const;
const directory = '/usr/local/docker-redis';

/** The whole guide on two machines, beside a script of the guide's commands. */
export const guide: Part = {
  name: 'guide',
  needs: ['ssh', 'envsubst', 'docker-compose', 'redis-cli'],
  isLong: true,
  lacks() {
    const available = labAvailable();
    return available.ok ? undefined : available.why;
  },
  measure,
};

async function measure({ cli, say }: BenchContext): Promise<Figure[]> {
  say('two machines');
  const lab = await startLab({ hosts: hosts.map(({ address }) => address) });
  const run = async (...argv: string[]) => {
    const { code, stdout, stderr } = await lab.run(argv);
    if (code !== 0)
      throw new Error(`${argv.join(' ')} ended with ${code}: ${stdout.slice(-500)}${stderr.slice(-500)}`);
  };
  const spec = join(lab.home, 'cluster.yaml');
  writeFileSync(spec, specText());
  const script = join(lab.home, 'guide.sh');
  writeFileSync(script, scriptText(lab));
  const slotsh = async () => {
    const taken = await timed(() => run(process.execPath, cli, 'up', spec, '--yes', '--json'));
    await run(process.execPath, cli, 'down', spec, '--data', '--yes', '--json');
    await clear(lab);
    return taken;
  };
  const byScript = async () => {
    const taken = await timed(() => run('sh', script));
    await clear(lab);
    return taken;
  };
  try {
    const taken = await sideBySide({ rounds: 3, ours: slotsh, theirs: byScript });
    return [
      {
        what: {
          en: 'The guide on two machines, until the cluster is usable and verified',
          zh: '在两台机器上走完整篇教程，直到集群可用并通过检查',
        },
        unit: 'ms',
        ...taken,
        theirs: {
          what: { en: "a script of the guide's commands, to its end", zh: '执行教程命令的脚本，到其结束' },
          value: taken.theirs,
        },
        goal: { most: 1 },
      },
    ];
  } finally {
    await lab.close();
  }
}

/** Both machines as they were before. */
async function clear(lab: Lab): Promise<void> {
  const script = `cd ${directory} 2>/dev/null && docker-compose down; docker ps -aq | xargs -r docker rm -f; rm -rf ${directory}`;
  await Promise.all(lab.hosts.map(host => host.run(['sh', '-c', script])));
}

function specText(): string {
  const lines = hosts.map(
    ({ address, ports }) =>
      `  - address: ${address}\n    ssh: root@${address}\n    ports: ${ports[0]}-${ports[2]}\n`,
  );
  return `hosts:\n${lines.join('')}password: "1234"\n`;
}

/** What the guide has a person type, in its order, one machine after the other; `ssh` in place of a terminal on each. */
function scriptText(lab: Lab): string {
  const ssh = `ssh -F none -o BatchMode=yes -o UserKnownHostsFile=${lab.home}/.ssh/known_hosts -i ${lab.home}/.ssh/id_ed25519`;
  const prepared = hosts.map(
    ({ address, ports }) => `${ssh} root@${address} sh -s <<'HOST'
set -e
mkdir -p ${directory}/redis-cluster
cd ${directory}/redis-cluster
cat >redis-cluster.tmpl <<'TMPL'
port \${PORT}
requirepass 1234
masterauth 1234
protected-mode no
daemonize no
appendonly yes
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout 15000
cluster-announce-ip ${address}
cluster-announce-port \${PORT}
cluster-announce-bus-port 1\${PORT}
TMPL
for port in \`seq ${ports[0]} ${ports[2]}\`; do \\
  mkdir -p \${port}/conf \\
  && PORT=\${port} envsubst < redis-cluster.tmpl > \${port}/conf/redis.conf \\
  && mkdir -p \${port}/data;\\
done
cat >${directory}/docker-compose.yml <<'COMPOSE'
version: "3.8"
services:
${ports.map(service).join('')}COMPOSE
HOST
`,
  );
  const started = hosts.map(
    ({ address }) =>
      `${ssh} root@${address} 'cd ${directory} && docker-compose up -d && docker-compose ps'\n`,
  );
  const [{ address }] = hosts;
  const nodes = hosts.flatMap(host => host.ports.map(port => `${host.address}:${port}`));
  const inside = (command: string) =>
    `${ssh} root@${address} 'docker exec redis-6371 redis-cli -a 1234 ${command}'\n`;
  return [
    'set -e\n',
    ...prepared,
    ...started,
    inside(`--cluster create ${nodes.join(' ')} --cluster-replicas 1 --cluster-yes`),
    inside(`--cluster check ${nodes[0]}`),
    inside('-c -h 192.168.10.10 -p 6371 cluster info'),
    inside('-c -h 192.168.10.10 -p 6371 cluster nodes'),
  ].join('');
}

function service(port: number): string {
  const name = `redis-${port}`;
  return `  ${name}:
    image: redis
    container_name: ${name}
    restart: always
    network_mode: "host"
    volumes:
      - ${directory}/redis-cluster/${port}/conf/redis.conf:/usr/local/etc/redis/redis.conf
      - ${directory}/redis-cluster/${port}/data:/data
    command: redis-server /usr/local/etc/redis/redis.conf
`;
}

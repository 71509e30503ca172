import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from './lab-available.ts';
import { runHere } from './namespaces.ts';

/** An image named `redis`, as files of the host: what `docker load` takes, and its parts for a registry. */
export interface RedisImage {
  archive: string;
  config: string;
  layer: string;
}

const entrypoint = fileURLToPath(new URL('./image/docker-entrypoint.sh', import.meta.url));
const programs = ['redis-server', 'redis-cli', 'sh', 'bash', 'setpriv', 'find']
  // coreutils that a container's user or a script reaches for
  .concat('cat', 'chmod', 'chown', 'cp', 'date', 'df', 'echo', 'env', 'false', 'head', 'id', 'ls', 'mkdir')
  .concat('mv', 'printf', 'pwd', 'rm', 'sleep', 'sort', 'stat', 'tail', 'touch', 'true', 'wc', 'whoami');

/** The architecture as Docker calls it. */
const architecture = process.arch === 'x64' ? 'amd64' : process.arch;

/**
 * Makes the image from this machine's own redis-server, since the lab has no registry to pull from: a second of work,
 * kept in the temporary directory until a program in it changes. The same files give the same image id on every machine.
 */
export async function redisImage(): Promise<RedisImage> {
  const paths = programs.map(program => {
    const path = findProgram(program);
    if (!path) throw new Error(`the image needs ${program}`);
    return path;
  });
  const fingerprint = createHash('sha256')
    .update(readFileSync(entrypoint))
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const path of paths) fingerprint.update(`${path} ${statSync(path).size} ${statSync(path).mtimeMs}\n`);
  const directory = join(tmpdir(), `slotsh-image-${fingerprint.digest('hex').slice(0, 16)}`);
  if (!existsSync(directory)) await makeImage(directory, paths);
  const file = (name: string): string => join(directory, name);
  return { archive: file('image.tar'), config: file('config.json'), layer: file('layer.tar') };
}

async function makeImage(directory: string, paths: readonly string[]): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'slotsh-image-'));
  const root = join(work, 'root');
  try {
    makeRoot(root, paths);
    const sameBytes = ['--sort=name', '--mtime=@0', '--numeric-owner', '--format=gnu'];
    await runHere(['tar', ...sameBytes, '-C', root, '-cf', join(work, 'layer.tar'), '.']);
    rmSync(root, { recursive: true });
    const layer = createHash('sha256')
      .update(readFileSync(join(work, 'layer.tar')))
      .digest('hex');
    writeFileSync(join(work, 'config.json'), JSON.stringify(imageConfig(layer)));
    const manifest = [{ Config: 'config.json', RepoTags: ['redis:latest'], Layers: ['layer.tar'] }];
    writeFileSync(join(work, 'manifest.json'), JSON.stringify(manifest));
    await runHere(
      ['tar', ...sameBytes, '-C', work, '-cf', join(work, 'image.tar')].concat(
        'manifest.json',
        'config.json',
        'layer.tar',
      ),
    );
    // Another run may have been quicker: its files are as good.
    if (!existsSync(directory)) renameSync(work, directory);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The image's configuration (github.com/opencontainers/image-spec, config.md), as the official image has it. */
function imageConfig(layer: string): object {
  const version = /v=(\S+)/.exec(`${spawnSync('redis-server', ['--version']).stdout}`)?.[1] ?? '';
  return {
    architecture,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', `REDIS_VERSION=${version}`],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['redis-server'],
      WorkingDir: '/data',
      Volumes: { '/data': {} },
      ExposedPorts: { '6379/tcp': {} },
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'test/lab' }],
  };
}

function makeRoot(root: string, paths: readonly string[]): void {
  for (const directory of [
    'data',
    'etc',
    'tmp',
    'proc',
    'sys',
    'dev',
    'run',
    'usr/local/bin',
    'usr/local/etc',
  ]) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  chmodSync(join(root, 'tmp'), 0o1777);
  chownSync(join(root, 'data'), 999, 999);
  for (const name of ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32']) {
    // Merged /usr: keep this machine's links, so that every library is found where its program expects it.
    if (!lstatSync(`/${name}`, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    const target = readlinkSync(`/${name}`);
    symlinkSync(target, join(root, name));
    mkdirSync(join(root, target), { recursive: true });
  }
  for (const path of paths) {
    // The official image has its programs there; the guide changes into that directory.
    const place = /\/redis-/.test(path) ? path.replace(/^.*\//, '/usr/local/bin/') : path;
    copyInto(root, path, place);
    for (const library of librariesOf(path)) copyInto(root, library, library);
  }
  copyInto(root, entrypoint, '/usr/local/bin/docker-entrypoint.sh');
  chmodSync(join(root, 'usr/local/bin/docker-entrypoint.sh'), 0o755);
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\nredis:x:999:999::/home/redis:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nredis:x:999:\n');
}

function copyInto(root: string, from: string, place: string): void {
  const to = join(root, place);
  if (existsSync(to)) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** The libraries a program is linked with, as absolute paths. */
function librariesOf(program: string): string[] {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...stdout.matchAll(/(?:=> |^\s+)(\/\S+) \(/gm)].map(match => match[1] ?? '');
}

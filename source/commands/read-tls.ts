import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../cluster/failure.ts';
import type { ConnectionOptions } from '../redis/node-connection.ts';
import type { Flags } from './flags.ts';

type TlsFlags = Pick<Flags, 'cacert' | 'cacertdir' | 'cert' | 'key' | 'sni' | 'insecure'>;

/**
 * TLS as redis-cli's flags have it: `--cacert` and `--cacertdir` say whose certificates are trusted (else those that Node trusts),
 * `--cert` and `--key` are the client's own, `--sni` is the name asked for and checked, `--insecure` checks nothing.
 * @throws {Failure} `file-unreadable` (exit 2)
 */
export async function readTls(flags: TlsFlags): Promise<NonNullable<ConnectionOptions['tls']>> {
  const { cacert, cacertdir, cert, key, sni, insecure } = flags;
  const [authority, authorities, certificate, privateKey] = await Promise.all([
    cacert === undefined ? undefined : readPem(cacert),
    cacertdir === undefined ? [] : readCertificates(cacertdir),
    cert === undefined ? undefined : readPem(cert),
    key === undefined ? undefined : readPem(key),
  ]);
  const trusted = [...(authority === undefined ? [] : [authority]), ...authorities];
  return {
    ...(trusted.length > 0 && { ca: trusted.join('\n') }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(privateKey !== undefined && { key: privateKey }),
    ...(sni !== undefined && { serverName: sni }),
    ...(insecure && { rejectUnauthorized: false }),
  };
}

/** Every file of the directory that holds a certificate; OpenSSL finds them by hashed names, of which we need none. */
async function readCertificates(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(error =>
    unreadable(directory, error),
  );
  const files = entries.filter(entry => !entry.isDirectory()).map(({ name }) => join(directory, name));
  const texts = await Promise.all(files.map(readPem));
  return texts.filter(text => text.includes('-----BEGIN CERTIFICATE-----'));
}

function readPem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(error => unreadable(file, error));
}

function unreadable(file: string, error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new Failure('file-unreadable', { file, reason }, { exitCode: 2, cause: error });
}

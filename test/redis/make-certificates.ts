import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const openssl = (directory: string, line: string) =>
  promisify(execFile)('openssl', line.split(' '), { cwd: directory });

/** A certificate authority and a certificate for 127.0.0.1 and localhost: files for a server, PEM text for a client. */
export interface Certificates {
  directives: Record<string, string>;
  ca: string;
  cert: string;
  key: string;
}

/** Makes them in this directory. */
export async function makeCertificates(directory: string): Promise<Certificates> {
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
  const path = (name: string) => join(directory, name);
  await writeFile(path('names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  await openssl(directory, `req -x509 ${newKey} -keyout ca.key -out ca.crt -days 2 -subj /CN=test-ca`);
  await openssl(directory, `req ${newKey} -keyout node.key -out node.csr -subj /CN=node`);
  const sign = 'x509 -req -in node.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names';
  await openssl(directory, `${sign} -out node.crt`);
  const read = (name: string) => readFile(path(name), 'utf8');
  return {
    directives: {
      'tls-cert-file': path('node.crt'),
      'tls-key-file': path('node.key'),
      'tls-ca-cert-file': path('ca.crt'),
    },
    ca: await read('ca.crt'),
    cert: await read('node.crt'),
    key: await read('node.key'),
  };
}

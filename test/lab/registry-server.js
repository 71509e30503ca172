// The few answers of a container registry that `docker pull redis` asks for (distribution.github.io/distribution/spec/api).
//   node registry-server.js ADDRESS PORT CONFIG LAYER
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [address, port, config = '', layer = ''] = process.argv.slice(2);
const digestOf = content => `sha256:${createHash('sha256').update(content).digest('hex')}`;
const blob = (path, mediaType) => {
  const content = readFileSync(path);
  return { path, mediaType, size: content.length, digest: digestOf(content) };
};
const configBlob = blob(config, 'application/vnd.docker.container.image.v1+json');
const layerBlob = blob(layer, 'application/vnd.docker.image.rootfs.diff.tar.gzip');
const described = ({ mediaType, size, digest }) => ({ mediaType, size, digest });
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: manifestType,
  config: described(configBlob),
  layers: [described(layerBlob)],
});

const server = createServer((request, response) => {
  const path = request.url ?? '';
  const asked = path.slice(path.lastIndexOf('/') + 1);
  const found = [configBlob, layerBlob].find(({ digest }) => digest === asked);
  if (path === '/v2/') {
    response.end('{}');
  } else if (path.startsWith('/v2/library/redis/manifests/')) {
    response.setHeader('Content-Type', manifestType);
    response.setHeader('Docker-Content-Digest', digestOf(manifest));
    response.setHeader('Content-Length', Buffer.byteLength(manifest));
    response.end(request.method === 'HEAD' ? undefined : manifest);
  } else if (path.startsWith('/v2/library/redis/blobs/') && found) {
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Content-Length', found.size);
    createReadStream(found.path).pipe(response);
  } else {
    response.statusCode = 404;
    response.end(JSON.stringify({ errors: [{ code: 'NAME_UNKNOWN', message: 'not in this lab' }] }));
  }
});
server.listen(Number(port), address, () => console.log('up'));

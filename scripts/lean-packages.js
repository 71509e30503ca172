// Parts of packages that slotsh has no use for, but that run at every start: they are left out of the build.
// What each took of `slotsh exec PING`, beside a bare `node -e 0` of 60 ms (Node 20, median of 21).
import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} Cut
 * @property {RegExp} file the package's file
 * @property {string | RegExp} text what is there; a build in which it is not there fails
 * @property {string} instead
 */

/** @type {Cut[]} */
const cuts = [
  // meow is handed the package.json, and needs none of what would look for one and check it: 19 ms.
  {
    file: /meow\/build\/options\.js$/,
    text: "import { a as readPackageUpSync, n as normalizePackageData } from './dependencies.js';",
    instead: 'const readPackageUpSync = () => undefined, normalizePackageData = () => undefined;',
  },
  // What nobody asks for may go, once calls that only make values are marked as such.
  {
    file: /meow\/build\/dependencies\.js$/,
    text: /(?<== |^)(promisify|require\w*(?:\$\d)?|getDefaultExportFromCjs)\(/gm,
    instead: '/* @__PURE__ */ $1(',
  },
  // ioredis gives itself two methods for each of 300 commands; we send commands by `sendCommand` alone: 6 ms.
  {
    file: /ioredis\/built\/utils\/Commander\.js$/,
    text: 'const commands = commands_1.list.filter((command) => command !== "monitor");',
    instead: 'const commands = [];',
  },
  // Nor do we ask ioredis for TLS (the socket is ours), for scripts, or for its log: 7 ms of Node's parts and the package `debug`.
  {
    file: /ioredis\/built\/connectors\/(?:StandaloneConnector|SentinelConnector\/index)\.js$/,
    text: 'const tls_1 = require("tls");',
    instead: 'const tls_1 = {};',
  },
  {
    file: /ioredis\/built\/Script\.js$/,
    text: 'const crypto_1 = require("crypto");',
    instead: 'const crypto_1 = {};',
  },
  {
    file: /ioredis\/built\/utils\/debug\.js$/,
    text: 'const debug_1 = require("debug");',
    instead: 'const debug_1 = { default: () => ({ enabled: false }) };',
  },
];

/** @type {import('esbuild').Plugin} */
export const leanPackages = {
  name: 'lean-packages',
  setup({ onLoad }) {
    for (const { file, text, instead } of cuts) {
      onLoad({ filter: file }, async ({ path }) => {
        const whole = await readFile(path, 'utf8');
        const contents = whole.replace(text, instead);
        if (contents === whole) return { errors: [{ text: `${path} has changed: is the cut still right?` }] };
        return { contents, loader: 'js' };
      });
    }
  },
};

// Parts of packages that slotsh has no use for, but that run at every start: they are left out of the build.
// What each took of `slotsh exec PING`, if not said otherwise, beside a bare `node -e 0` of 60 ms (Node 20, median of 21).
import { readFile } from 'node:fs/promises';

/**
 * @typedef {object} Cut
 * @property {RegExp} file the package's file
 * @property {[text: string | RegExp, instead: string][]} changes what is there, and what is to be; a build in which it is not there fails
 */

/** Characters of screens that are one column wide, whatever stands beside them: ASCII, lines, blocks, our marks. */
export const narrow = String.raw`\x20-\x7e\u00b7\u2014\u2022\u2026\u2190-\u2193\u21b3\u2500-\u25a9\u25b8\u2713\u2717`;

/** A segmenter takes Node 9 ms to make: made when it is first asked for. */
const lateSegmenter =
  'const $1 = { segment: text => ($1.made ??= new Intl.Segmenter(undefined, { granularity: "grapheme" })).segment(text) };';

/** @type {Cut[]} */
const cuts = [
  // meow is handed the package.json, and needs none of what would look for one and check it: 19 ms.
  {
    file: /meow\/build\/options\.js$/,
    changes: [
      [
        "import { a as readPackageUpSync, n as normalizePackageData } from './dependencies.js';",
        'const readPackageUpSync = () => undefined, normalizePackageData = () => undefined;',
      ],
    ],
  },
  // What nobody asks for may go, once calls that only make values are marked as such.
  {
    file: /meow\/build\/dependencies\.js$/,
    changes: [
      [/(?<== |^)(promisify|require\w*(?:\$\d)?|getDefaultExportFromCjs)\(/gm, '/* @__PURE__ */ $1('],
    ],
  },
  // ioredis gives itself two methods for each of 300 commands; we send commands by `sendCommand` alone: 6 ms.
  {
    file: /ioredis\/built\/utils\/Commander\.js$/,
    changes: [
      [
        'const commands = commands_1.list.filter((command) => command !== "monitor");',
        'const commands = [];',
      ],
    ],
  },
  // Nor do we ask ioredis for TLS (the socket is ours), for scripts, or for its log: 7 ms of Node's parts and the package `debug`.
  {
    file: /ioredis\/built\/connectors\/(?:StandaloneConnector|SentinelConnector\/index)\.js$/,
    changes: [['const tls_1 = require("tls");', 'const tls_1 = {};']],
  },
  {
    file: /ioredis\/built\/Script\.js$/,
    changes: [['const crypto_1 = require("crypto");', 'const crypto_1 = {};']],
  },
  {
    file: /ioredis\/built\/utils\/debug\.js$/,
    changes: [
      ['const debug_1 = require("debug");', 'const debug_1 = { default: () => ({ enabled: false }) };'],
    ],
  },
  // yoga, which lays Ink's screens out, has its wasm as a text; asking Node for `fetch` to read it takes 15 ms of the first frame.
  {
    file: /yoga-layout\/dist\/binaries\/yoga-wasm-base64-esm\.js$/,
    changes: [['"function"!=typeof fetch?', 'true?']],
  },
  // Widths and characters of a screen without emoji and wide characters need no tables of Unicode: 25 ms of the first frame,
  // and a third of each frame.
  {
    file: /\/node_modules\/string-width\/index\.js$/,
    changes: [
      [/const (segmenter) = new Intl\.Segmenter\(\);/, lateSegmenter],
      [
        String.raw`const rgiEmojiRegex = /^\p{RGI_Emoji}$/v;`,
        String.raw`const rgiEmojiRegex = { test: text => (rgiEmojiRegex.made ??= new RegExp('^\\p{RGI_Emoji}$', 'v')).test(text) };`,
      ],
      [String.raw`/^[\u0020-\u007E]*$/`, `/^[${narrow}]*$/`],
    ],
  },
  {
    file: /\/slice-ansi\/tokenize-ansi\.js$/,
    changes: [[/const (GRAPHEME_SEGMENTER) = new Intl\.Segmenter\(.*\);/, lateSegmenter]],
  },
  {
    file: /@alcalzone\/ansi-tokenize\/build\/tokenize\.js$/,
    changes: [
      [/const (segmenter) = new Intl\.Segmenter\(.*\);/, lateSegmenter],
      [
        'of segmenter.segment(str)',
        `of /^[\\x1b${narrow}]*$/.test(str) ? Array.from(str, (segment, index) => ({ segment, index })) : segmenter.segment(str)`,
      ],
    ],
  },
];

/** @type {import('esbuild').Plugin} */
export const leanPackages = {
  name: 'lean-packages',
  setup({ onLoad }) {
    for (const { file, changes } of cuts) {
      onLoad({ filter: file }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [text, instead] of changes) {
          const before = contents;
          contents = before.replace(text, typeof text === 'string' ? () => instead : instead);
          if (contents === before)
            return { errors: [{ text: `${path} has changed: is the cut still right?` }] };
        }
        return { contents, loader: 'js' };
      });
    }
  },
};

/** Commands whose reply redis-cli prints as it came, with the words that must follow; `length`: exactly so many words. */
const RAW: readonly { words: readonly string[]; length?: number }[] = [
  { words: ['info'] },
  { words: ['lolwut'] },
  { words: ['debug', 'htstats'] },
  { words: ['debug', 'htstats-key'] },
  { words: ['debug', 'client-eviction'] },
  { words: ['memory', 'malloc-stats'] },
  { words: ['memory', 'doctor'] },
  { words: ['cluster', 'nodes'], length: 2 },
  { words: ['cluster', 'info'], length: 2 },
  { words: ['client', 'list'] },
  { words: ['client', 'info'] },
  { words: ['latency', 'graph'], length: 3 },
  { words: ['latency', 'doctor'], length: 2 },
  { words: ['proxy', 'info'] },
];

/** Does redis-cli print this command's reply as it came, without quotes and indices? (redis-cli 7.0, cliSendCommand) */
export function printsRaw(args: readonly (string | Buffer)[]): boolean {
  const start = args.slice(0, 2).map(arg => arg.toString('latin1').toLowerCase());
  return RAW.some(
    ({ words, length }) =>
      words.every((word, index) => word === start[index]) && (length === undefined || length === args.length),
  );
}

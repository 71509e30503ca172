import { spawn } from 'node:child_process';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { RespDecoder } from '../../../source/redis/decode-resp.ts';
import type { Reply } from '../../../source/redis/reply.ts';
import { encodeReply } from '../../redis/encode-reply.ts';

/** What redis-cli printed for commands given on its standard input, and the replies it was given, command by command. */
export interface Judgement {
  stdout: Buffer;
  replies: Reply[];
}

export interface JudgedRun {
  commands: readonly (readonly string[])[];
  style: 'tty' | 'raw';
  protocol: 2 | 3;
}

/** Runs commands in the real redis-cli against a real server, and listens in between: whatever the server said, both saw the same. */
export function judgeOnServer(run: JudgedRun & { port: number }): Promise<Judgement> {
  return withServer((client, heard) => {
    const server = connect(run.port, '127.0.0.1');
    server.on('data', (chunk: Buffer) => heard.push(chunk));
    client.pipe(server);
    server.pipe(client);
  }, run);
}

/** Runs redis-cli against a server of ours that answers with these replies, one for each command. */
export function judgeReplies(
  replies: readonly Reply[],
  style: 'tty' | 'raw',
  args: readonly string[],
): Promise<Judgement> {
  const left = [...replies];
  const commands = replies.map(() => args);
  return withServer(
    (client, heard) => {
      const answer = (reply: Reply) => {
        const bytes = encodeReply(reply);
        heard.push(bytes);
        client.write(bytes);
      };
      const commandDecoder = new RespDecoder(command => {
        const isHelp = command.type === 'array' && firstWord(command) === 'COMMAND';
        answer(isHelp ? { type: 'array', items: [] } : (left.shift() ?? { type: 'nil' }));
      }, 'redis-cli');
      client.on('data', chunk => commandDecoder.decode(chunk));
    },
    { commands, style, protocol: 2 },
  );
}

function firstWord({ items }: { items: Reply[] }): string {
  const [first] = items;
  return first?.type === 'bulk' ? first.value.toString() : '';
}

async function withServer(
  serve: (client: Socket, heard: Buffer[]) => void,
  run: JudgedRun,
): Promise<Judgement> {
  const heard: Buffer[] = [];
  const server = createServer({ noDelay: true }, client => {
    client.on('error', () => undefined);
    serve(client, heard);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const stdout = await runRedisCli(port, run);
    const replies: Reply[] = [];
    const decoder = new RespDecoder(reply => {
      if (reply.type !== 'push' || run.protocol === 2) replies.push(reply);
    }, 'server');
    for (const chunk of heard) decoder.decode(chunk);
    // Before the first command redis-cli asks for the commands' help, and says HELLO.
    return { stdout, replies: replies.slice(replies.length - run.commands.length) };
  } finally {
    server.close();
  }
}

function runRedisCli(port: number, { commands, style, protocol }: JudgedRun): Promise<Buffer> {
  const args = [
    '-p',
    String(port),
    style === 'tty' ? '--no-raw' : '--raw',
    ...(protocol === 3 ? ['-3'] : []),
  ];
  const child = spawn('redis-cli', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(commands.map(words => `${words.map(quote).join(' ')}\n`).join(''));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(out)));
  });
}

/** A word as redis-cli reads it, one character a byte. */
function quote(word: string): string {
  const hex = (character: string) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return `"${word.replace(/[^ !#-[\]-~]/g, hex)}"`;
}

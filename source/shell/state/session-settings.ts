import type { Reply } from '../../redis/reply.ts';

/**
 * What a person set up with commands and means for the whole session: it goes along to every connection.
 * redis-cli loses all of it at a redirect but the password given at its start (reference: HELLO 3, then MOVED: RESP2 again).
 * What is about one connection stays on that connection, and ends with it: READONLY, CLIENT TRACKING, WATCH.
 */
export interface SessionSettings {
  username?: string;
  password?: string;
  protocol: 2 | 3;
  database: number;
  clientName?: string;
}

/** The settings after a command was answered: the same object when it changed none. */
export function settingsAfter(
  settings: SessionSettings,
  args: readonly Buffer[],
  reply: Reply,
): SessionSettings {
  const [name = '', second = '', third = ''] = args.map(arg => arg.toString());
  switch (name.toLowerCase()) {
    case 'auth':
      return isOk(reply) ? { ...settings, ...login(args.slice(1)) } : settings;
    case 'hello':
      return reply.type === 'array' || reply.type === 'map' ? afterHello(settings, args) : settings;
    case 'select':
      return isOk(reply) ? { ...settings, database: Number(second) } : settings;
    case 'client':
      return second.toLowerCase() === 'setname' && isOk(reply)
        ? { ...settings, clientName: third }
        : settings;
    case 'reset': {
      const { clientName: _, ...others } = settings;
      return isStatus(reply, 'RESET') ? { ...others, protocol: 2, database: 0 } : settings;
    }
    default:
      return settings;
  }
}

/** `HELLO [version [AUTH user password] [SETNAME name]]`. */
function afterHello(settings: SessionSettings, args: readonly Buffer[]): SessionSettings {
  const next = { ...settings };
  if (args[1]) next.protocol = args[1].toString() === '3' ? 3 : 2;
  for (let at = 2; at < args.length; at++) {
    const option = args[at]?.toString().toLowerCase();
    if (option === 'auth') {
      Object.assign(next, login(args.slice(at + 1, at + 3)));
      at += 2;
    } else if (option === 'setname') {
      next.clientName = args[at + 1]?.toString() ?? '';
      at += 1;
    }
  }
  return next;
}

/** `password`, or `user password`. */
function login(words: readonly Buffer[]): Pick<SessionSettings, 'username' | 'password'> {
  const [first = '', second] = words.map(word => word.toString());
  return second === undefined
    ? { username: undefined, password: first }
    : { username: first, password: second };
}

function isOk(reply: Reply): boolean {
  return isStatus(reply, 'OK');
}

function isStatus(reply: Reply, text: string): boolean {
  return reply.type === 'status' && reply.value.toString() === text;
}

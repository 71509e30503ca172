/** The home screen. */
export const home = {
  name: 'slotsh',
  tagline: 'Sets a Redis Cluster up with you, then shows you where every key goes.',
  start: 'Start',
  known: 'Clusters you know',
  ways: {
    here: {
      title: 'Try it on this machine',
      about: 'six nodes, up in seconds, gone on request',
    },
    hosts: { title: 'My hosts', about: 'over SSH, with Docker Compose' },
    connect: { title: 'A cluster that runs already', about: 'an address or a redis:// URL' },
  },
  learn: 'Learn',
  lessons: {
    title: 'Lessons',
    about: (count: number, done: number) =>
      `${count} lessons on a real cluster${done > 0 ? ` · ${done} done` : ''}`,
  },
  onThisMachine: 'this machine',
  nodesFrom: (first: string, more: number) => (more === 0 ? first : `${first} +${more}`),
  states: {
    checking: '…',
    ok: 'ok',
    fail: 'fail',
    down: 'not answering',
    unknown: '',
    stopped: 'stopped',
    unfinished: 'not finished',
  },
  ago: {
    now: 'just now',
    minutes: (count: number) => `${count} min ago`,
    hours: (count: number) => (count === 1 ? '1 hour ago' : `${count} hours ago`),
    days: (count: number) => (count === 1 ? 'yesterday' : `${count} days ago`),
  },
  more: (count: number) => `+ ${count} more`,
  keys: { choose: 'choose', open: 'open', setUp: 'set it up again', atOnce: 'at once', leave: 'leave' },
};

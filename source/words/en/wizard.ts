/** The questions of `slotsh up` without a file, and of connecting. */
export const wizard = {
  title: 'slotsh up · my hosts',
  place: (at: number, of: number) => `${at} / ${of}`,
  questions: {
    hosts: {
      label: 'hosts',
      help: 'Where the nodes will stand: [user@]host[:port] or names of ~/.ssh/config, with spaces between. `here` is this machine.',
      example: 'e.g. root@192.168.10.10 root@192.168.10.11',
    },
    addresses: {
      label: 'addresses',
      help: 'The addresses that clients and the other nodes will use, one for each host, in the same order.',
    },
    replicas: { label: 'replicas', help: 'How many replicas each master has. Three masters are the least.' },
    ports: {
      label: 'ports',
      help: 'The nodes of each host by their client ports, in the same order: a range as 6371-6373, or 6371,6373. The cluster bus listens 10000 above.',
    },
    runtime: {
      label: 'runtime',
      help: 'How the servers run on the hosts.',
      choices: { docker: 'Docker Compose', process: 'redis-server, no Docker' },
    },
    image: { label: 'image', help: 'The image of the containers. It is pulled only where it is missing.' },
    directory: { label: 'directory', help: 'Where configuration and data lie on the hosts.' },
    passwordFrom: {
      label: 'password',
      help: 'Clients need it, and so do replicas from their masters.',
      choices: { generated: 'make a strong one', text: 'type one' },
    },
    password: {
      label: 'your own',
      help: 'It is not shown here; it will stand in the file, which only you can read.',
    },
    name: { label: 'name', help: 'What you and slotsh call this cluster.' },
    file: { label: 'file', help: 'Where this is written, for `slotsh up` and `slotsh down` later.' },
  },
  countWrong: (hosts: number, given: number) =>
    `${hosts === 1 ? 'there is 1 host' : `there are ${hosts} hosts`}, but ${given} ${given === 1 ? 'entry' : 'entries'}; one for each host is needed.`,
  nothingGiven: 'something is needed here.',
  fileFaults: {
    taken: (file: string) => `${file} is there already; choose another name, or run \`slotsh up ${file}\`.`,
    'no-directory': (file: string) =>
      `${file} cannot be written: its directory does not exist, or is not yours to write to.`,
  },
  review: (file: string) => `This will be written to ${file}:`,
  keys: {
    next: 'next',
    write: 'write it and go on',
    back: 'back',
    leave: 'leave',
    choose: 'choose',
    scroll: 'scroll',
  },

  connect: {
    title: 'slotsh connect',
    address: 'address',
    addressHelp: 'host:port of any node, or a redis:// or rediss:// URL.',
    password: 'password',
    passwordHelp: 'It is not shown, and not kept.',
    connecting: 'connecting …',
    keys: { connect: 'connect' },
  },
};

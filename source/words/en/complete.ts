/** The menu of completion. */
export const complete = {
  targets: {
    masters: 'each master',
    replicas: 'each replica',
    all: 'each node',
    owner: 'the node that has the key: @owner(name)',
  },
  master: 'master',
  replica: 'replica',
  deprecated: 'deprecated',
  commands: (count: number) => (count === 1 ? '1 command' : `${count} commands`),
};

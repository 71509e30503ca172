/** The cluster bus of a node listens at its client port + 10000, for every port (the guide's `1${PORT}` is right for four digits alone). */
export function busPort(port: number): number {
  return port + 10_000;
}

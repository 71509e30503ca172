/** What programs say when a file system takes nothing more (strerror of ENOSPC, EDQUOT and EROFS). */
export function diskTrouble(said: string): 'full' | 'read-only' | undefined {
  if (/No space left on device|[Qq]uota exceeded/.test(said)) return 'full';
  return /Read-only file system/.test(said) ? 'read-only' : undefined;
}

/** The directory of an absolute path. */
export function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

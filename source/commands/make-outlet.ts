import type { OpenOutlet } from '../hosts/open-outlet.ts';
import type { Outlet } from '../shell/line/split-outlet.ts';

/** Makes ready what a reply of the shell goes into; loaded when the first one does. @throws {Failure} `file-exists` */
export async function makeOutlet(outlet: Outlet): Promise<OpenOutlet> {
  const { openCommandOutlet, openFileOutlet } = await import('../hosts/open-outlet.ts');
  return outlet.to === 'command'
    ? openCommandOutlet(outlet.command)
    : openFileOutlet(outlet.path, outlet.mode);
}

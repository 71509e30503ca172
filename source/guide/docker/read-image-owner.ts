import { imageUserId } from '../../hosts/docker.ts';
import type { Host } from '../../hosts/host.ts';
import { GuideFailure, lastLines } from '../guide-failure.ts';
import type { Owner } from '../host-files.ts';

/** The number of the image's user `redis`, whom the official image's entrypoint becomes; root in an image that has no such user. */
const ROOT: Owner = { uid: 0, gid: 0 };

/** Asks an image, in a container for a moment, which numbers its redis user has. Throws `image-unusable`. */
export async function readImageOwner(host: Host, image: string, signal: AbortSignal): Promise<Owner> {
  const answers = await Promise.all(
    (['uid', 'gid'] as const).map(which => host.run(imageUserId(image, which), { signal })),
  );
  const [uid, gid] = answers.map(({ code, stdout }) => (code === 0 ? Number(stdout.trim()) : Number.NaN));
  if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: Number(uid), gid: Number(gid) };
  const said = answers.map(({ stderr }) => stderr).join('');
  if (/no such user/i.test(said)) return ROOT;
  throw new GuideFailure('image-unusable', { host: host.label, image, said: lastLines(said) });
}

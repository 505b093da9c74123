// How large a capture may become: as it was asked for, or so that a host in trouble does not run out of disk because of us.
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { type CaptureDirectory, removeCapture } from './capture-directory.ts';
import { freeBytes } from './free-bytes.ts';
import { canPunchHoles } from './hole.ts';
import type { SizeLimit, SizeWish } from './run-request.ts';

/** More calls than anybody reads: some 40 million. */
const MOST_BYTES = 2 ** 32;

/**
 * What was asked for; half of what is free, and no more than 4 GiB, where no size was given.
 * @throws Problem `cannot-trace` when the newest can't be kept there; the directory is gone then
 */
export function limitFor(wish: SizeWish | null, { path }: CaptureDirectory): SizeLimit {
  const limit: SizeLimit = {
    bytes: wish?.bytes ?? Math.min(MOST_BYTES, Math.floor(freeBytes(path, Infinity) / 2)),
    keep: wish?.keep ?? 'oldest',
  };
  if (limit.keep === 'oldest' || canPunchHoles(path)) return limit;
  removeCapture(path);
  throw new Problem(
    'cannot-trace',
    `--keep newest needs fallocate(1) and a file system whose files can have holes, and ${toVisible(path)} has not both: use --keep oldest, or set XDG_STATE_HOME to a directory on another disk`,
  );
}

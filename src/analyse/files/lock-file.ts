// Locks: files whose being there is the lock, and locks on files.
import { lastEvent, type UseFile } from '../aims/aim.ts';
import { baseName, type Inquiry } from '../inquiry.ts';
import { saidOfFile } from '../walk/said-of-file.ts';

/** A name that says "lock": `index.lock`, `.lock-wscript`, `LOCK`, `lockfile`, `app.pid`, Emacs' `.#file`. */
export const isLockName = (path: string): boolean =>
  /(?:^|[^\p{L}])(?:lock|lck|pid|semaphore|mutex)(?:[^\p{L}]|$)|lock(?:file|dir|ed)?$|^\.#|\.(?:lock|lck|pid|locked)\b|pidfile/iu.test(
    baseName(path),
  );

/** What a program says that finds another one at work. */
export const ALREADY_RUNNING =
  /\block(?:ed|s|file)?\b|already (?:running|in (?:use|progress)|active|started|locked|held|exists)|another (?:\w+ )?(?:process|instance|copy|job|\w+ is)|is running|in progress|in use|stale pid/i;

/** O_EXCL, mkdir, symlink or link said EEXIST of a file that is a lock: by its name, or by what the program then says. */
export function isLockFile(inquiry: Inquiry, aim: UseFile): boolean {
  if (aim.errno !== 'EEXIST') return false;
  const there = aim.destination ?? aim.path ?? '';
  if (isLockName(there)) return true;
  const { named, inOtherWords } = saidOfFile(inquiry, aim);
  const isExclusive = aim.purpose !== 'create' || inquiry.trace.args(lastEvent(aim)).some((argument) => argument.includes('O_EXCL'));
  return (
    isExclusive &&
    [named, inOtherWords].some(
      (saying) => saying !== null && /\block|already (?:running|in)|another (?:\w+ )?(?:process|instance)/i.test(saying.text),
    )
  );
}

// Names and words of locks.
import { baseName } from '../inquiry.ts';

/** A name that says "lock": `index.lock`, `.lock-wscript`, `LOCK`, `lockfile`, `app.pid`, Emacs' `.#file`. */
export const isLockName = (path: string): boolean =>
  /(?:^|[^\p{L}])(?:lock|lck|pid|semaphore|mutex)(?:[^\p{L}]|$)|lock(?:file|dir|ed)?$|^\.#|\.(?:lock|lck|pid|locked)\b|pidfile/iu.test(
    baseName(path),
  );

/** What a program says that finds another one at work. */
export const ALREADY_RUNNING =
  /\block(?:ed|file)\b|\balready (?:running|in (?:use|progress)|active|started|locked|held)|\banother (?:\w+ ){1,2}(?:is|process|instance|copy|job)\b|\bis (?:already )?running|\bin progress\b|\bin use by\b|\bstale (?:pid|lock)/i;

// How soon a file that grows is looked at again: a command that waits must not keep the processor awake.
import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

const SOONEST_MS = 30;
const LATEST_MS = 120;
/** After so long the system is asked to tell when the file is written to. */
const QUIET_MS = 1000;
/** … and it is looked at all the same, the longer it was quiet the more seldom: a network's file system tells nothing of what others write (inotify(7)). */
const ASLEEP_MS = { soonest: 1000, latest: 5000 };

/** @param quietMs for how long it has not grown */
export const lookAgainMs = (quietMs: number): number => Math.min(LATEST_MS, Math.max(SOONEST_MS, quietMs / 8));

/** The same while the system tells of what is written. */
export const asleepMs = (quietMs: number): number => Math.min(ASLEEP_MS.latest, Math.max(ASLEEP_MS.soonest, quietMs / 4));

/**
 * Calls back once, when it is time to look at a growing file again.
 * @param path of the file; with `isPrefix` that of `PREFIX.PID`: any of them, those included that are yet to come
 * @param quietMs for how long it has not grown
 * @returns how to stop waiting
 */
export function whenToLook(path: string, quietMs: number, callBack: () => void, isPrefix = false): () => void {
  const watcher = quietMs < QUIET_MS ? null : watchOrNull(path, isPrefix, () => ring());
  const timer = setTimeout(() => ring(), watcher === null ? lookAgainMs(quietMs) : asleepMs(quietMs));
  const stop = () => {
    clearTimeout(timer);
    watcher?.close();
  };
  const ring = () => {
    stop();
    callBack();
  };
  return stop;
}

/** null where the system can't: no inotify, too many watches, no such file. */
function watchOrNull(path: string, isPrefix: boolean, onWritten: () => void): FSWatcher | null {
  try {
    const watcher = isPrefix ? watch(dirname(path), (_, name) => isOfSet(path, name) && onWritten()) : watch(path, onWritten);
    // What fails later is found by looking.
    return watcher.on('error', () => {});
  } catch {
    return null;
  }
}

/** A directory tells of all that happens in it. `name` null: the system does not say what it was. */
const isOfSet = (prefix: string, name: string | null): boolean => name?.startsWith(`${basename(prefix)}.`) ?? true;

// Handles of the files of a set, opened when they are read: a set may have more files than a process may have open.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { unreadable } from './unreadable.ts';

/** Where nobody says how many files may be open: POSIX's least is 20, systems have 256 and more. */
const USUAL_LIMIT = 256;
/** Reader, screen, analyst, filters and surveys each have handles of their own, and there are other files than these. */
const READERS = 6;
const OTHER_FILES = 64;
const MOST_HANDLES = 256;

/** How many files one reader may keep open. See proc(5), `limits`: Node has raised the soft limit to the hard one. */
export function handlesOfReader(limits: () => string = () => readFileSync('/proc/self/limits', 'latin1')): number {
  let limit = USUAL_LIMIT;
  try {
    limit = Number(/^Max open files +(\d+)/m.exec(limits())?.[1] ?? USUAL_LIMIT);
  } catch {
    // No /proc here.
  }
  return Math.min(MOST_HANDLES, Math.max(4, Math.floor((limit - OTHER_FILES) / READERS)));
}

export class FileHandles {
  private readonly most: number;
  /** In the order in which they were used last. */
  private readonly fds = new Map<string, number>();

  constructor(most = handlesOfReader()) {
    this.most = most;
  }

  /** @throws Problem `unreadable-input` when it can't be opened */
  of(path: string): number {
    const open = this.fds.get(path);
    if (open !== undefined) {
      this.fds.delete(path);
      this.fds.set(path, open);
      return open;
    }
    if (this.fds.size >= this.most) this.closeOldest();
    const fd = this.opened(path);
    this.fds.set(path, fd);
    return fd;
  }

  /** It is not needed for now. */
  forget(path: string): void {
    const fd = this.fds.get(path);
    if (fd === undefined) return;
    this.fds.delete(path);
    closeSync(fd);
  }

  close(): void {
    for (const fd of this.fds.values()) closeSync(fd);
    this.fds.clear();
  }

  private opened(path: string): number {
    for (;;) {
      try {
        return openSync(path, 'r');
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        // Others have taken what was left: with fewer it goes on, only slower.
        if ((code === 'EMFILE' || code === 'ENFILE') && this.fds.size > 0) this.closeOldest();
        else throw unreadable(path, (error as Error).message);
      }
    }
  }

  private closeOldest(): void {
    for (const [path] of this.fds) {
      this.forget(path);
      return;
    }
  }
}

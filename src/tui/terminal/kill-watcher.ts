// Gives the terminal back after SIGKILL, which nothing can handle: a shell that waits for our end of a pipe to close.
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { LEAVE_SCREEN } from './modes.ts';

/** Reads one line: `bye` is a normal end; end of file without it means that we were killed. File descriptor 3 is the terminal. */
const SCRIPT = `trap '' INT QUIT TERM HUP TSTP TTOU
read -r word
[ "$word" = bye ] || { stty sane <&3; printf '%s' "$1" >&3; }`;

/** @returns says goodbye: call it when the terminal has been given back */
export function watchForKill(): () => void {
  // A session of its own: a signal to our process group must not end it first.
  const child = spawn('sh', ['-c', SCRIPT, 'sh', LEAVE_SCREEN], { detached: true, stdio: ['pipe', 'ignore', 'ignore', 1] });
  // Without a shell there is no watcher; the screen works all the same.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return () => {
    child.stdin?.end('bye\n');
  };
}

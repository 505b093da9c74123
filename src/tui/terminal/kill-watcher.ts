// Gives the terminal back after SIGKILL, which nothing can handle: a shell that waits for our end of a pipe to close.
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { LEAVE_SCREEN } from './modes.ts';

/**
 * Not `stty sane`: that changes what raw mode has left alone (iutf8, echok, brkint). What libuv's raw mode takes away is given back.
 * Reads one line: `bye` is a normal end; end of file without it means that we were killed. File descriptor 3 is the terminal.
 * @see `uv_tty_set_mode` in libuv's `src/unix/tty.c`
 */
const SCRIPT = `trap '' INT QUIT TERM HUP TSTP TTOU
read -r word
[ "$word" = bye ] || { stty icrnl ixon opost isig icanon iexten echo <&3; printf '%s' "$1" >&3; }`;

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

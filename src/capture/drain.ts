// Keeps the output pipes of processes that run on without us readable: else their next word would kill them (SIGPIPE).
import { spawn } from 'node:child_process';
import type { CommandPipe } from './pipes.ts';

/** Hands the reading end over to a `cat` that swallows everything and ends when the last writer has gone. */
export function keepDraining({ ours, ourFd }: CommandPipe): void {
  if (ours.destroyed || ours.readableEnded) return;
  ours.pause();
  // Opened anew: our own end does not wait for data (O_NONBLOCK), and cat would end at once.
  const cat = spawn('sh', ['-c', 'exec cat </proc/self/fd/0 >/dev/null'], { stdio: [ourFd, 'ignore', 'ignore'], detached: true, cwd: '/' });
  // Without a shell on the host the pipe closes with us; nothing better can be done.
  cat.on('error', () => {});
  cat.unref();
  // The shell has the reading end now; ours would keep whytrace from ending.
  ours.destroy();
}

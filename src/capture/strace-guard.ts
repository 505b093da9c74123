// Ends a strace whose whytrace was killed (SIGKILL, out of memory): nobody reads its spool any more, and the command must not stay traced for ever.
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { CommandPipe } from './pipes.ts';

/** Reads one line: `bye` is a normal end; end of file without it means that we are gone. What strace traced goes on untraced. */
const SCRIPT = `trap '' INT QUIT TERM HUP TSTP
read -r word
[ "$word" = bye ] && exit
for fd in $3; do cat </proc/self/fd/$fd >/dev/null & done
{ kill -s "$1" "$2"; sleep 2; kill -s KILL "$2"; } 2>/dev/null`;

/**
 * @param signal what makes this strace let go of its processes
 * @param outputs reading ends of the command's output: somebody must go on reading, or its next word would kill it (SIGPIPE)
 * @returns says goodbye: call it when strace has ended
 */
export function guardStrace(stracePid: number, signal: 'INT' | 'KILL', outputs: readonly CommandPipe[] = []): () => void {
  const open = outputs.filter(({ ours }) => !ours.destroyed && !ours.readableEnded);
  const theirs = open.map((_, index) => 3 + index).join(' ');
  // A session of its own: what kills us must not reach it.
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'sh', signal, String(stracePid), theirs], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore', ...open.map(({ ourFd }) => ourFd)],
  });
  // Without a shell there is no guard; tracing works all the same.
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  (child.stdin as Socket | null)?.unref();
  return () => {
    child.stdin?.end('bye\n');
  };
}

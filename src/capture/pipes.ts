// Real pipes for the command's input and output. What Node offers as a pipe is a socket, and opening /dev/stderr on a socket fails (ENXIO):
// a traced script that says `echo … > /dev/stderr` would fail because of us.
import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';

/** Both ends of a pipe: a descriptor for the command; a stream for us, and the descriptor that it owns. */
export interface CommandPipe {
  readonly theirs: number;
  readonly ours: Socket;
  readonly ourFd: number;
}

export interface CommandPipes {
  readonly stdin: CommandPipe | null;
  readonly stdout: CommandPipe;
  readonly stderr: CommandPipe;
}

/** Makes the pipes as FIFOs in `directory` (private) and removes their names again: only the open ends remain. */
export function makePipes(directory: string, withInput: boolean): CommandPipes {
  const names = ['stdout', 'stderr', ...(withInput ? ['stdin'] : [])].map((name) => join(directory, name));
  const made = spawnSync('mkfifo', ['-m', '600', ...names], { encoding: 'utf8' });
  if (made.status !== 0)
    throw new Problem('own-failure', `cannot make pipes in ${directory}: ${made.stderr?.trim() || made.error?.message || 'mkfifo failed'}`);
  const [stdout, stderr] = names.slice(0, 2).map(outputPipe);
  const stdin = names[2] === undefined ? null : inputPipe(names[2]);
  for (const name of names) rmSync(name);
  return { stdin, stdout: stdout!, stderr: stderr! };
}

/** The command must get an end without O_NONBLOCK: our reading end is opened first, so that opening the other does not wait. */
function outputPipe(path: string): CommandPipe {
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const theirs = openSync(path, constants.O_WRONLY);
  return { theirs, ourFd: reading, ours: new Socket({ fd: reading, readable: true, writable: false }) };
}

/** One difference to an anonymous pipe remains: opening /dev/stdin by name waits when our end is closed already. */
function inputPipe(path: string): CommandPipe {
  const both = openSync(path, constants.O_RDWR);
  const theirs = openSync(path, constants.O_RDONLY);
  const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  closeSync(both);
  return { theirs, ourFd: writing, ours: new Socket({ fd: writing, readable: false, writable: true }) };
}

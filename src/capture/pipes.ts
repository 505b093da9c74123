// Real pipes for the command's input and output. What Node offers as a pipe is a socket, and opening /dev/stderr on a socket fails (ENXIO):
// a traced script that says `echo … > /dev/stderr` would fail because of us.
import { spawn } from 'node:child_process';
import { constants, existsSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { Problem } from '../model/problem.ts';
import { isShortage, shortageProblem } from '../model/shortage.ts';
import { signalOne } from './stop-tracees.ts';
import { pause } from './waiting.ts';

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

const DEADLINE_MS = 5000;

/**
 * Makes the pipes. Node can't ask the kernel for one, a shell can: it makes some between processes that only sleep,
 * and opening /proc/PID/fd/N gives us ends of our own (proc(5), "/proc/pid/fd"). Then the sleepers go.
 */
export async function makePipes(withInput: boolean): Promise<CommandPipes> {
  // Our own PATH may be the very thing that is broken.
  const env = { ...process.env, PATH: `/usr/bin:/bin:${process.env.PATH ?? ''}` };
  const shell = spawn('/bin/sh', ['-c', `${'sleep 60 | sleep 60 & '.repeat(withInput ? 3 : 2)}wait`], { stdio: 'ignore', detached: true, env });
  let failed: string | undefined;
  shell.on('error', ({ code }: NodeJS.ErrnoException) => {
    failed = code ?? 'failed';
  });
  try {
    for (const until = performance.now() + DEADLINE_MS; failed === undefined && performance.now() < until; await pause(1)) {
      const [stdout, stderr, stdin] = pipesOfChildren(shell.pid ?? 0);
      if (stdout === undefined || stderr === undefined || (withInput && stdin === undefined)) continue;
      return { stdin: stdin === undefined ? null : inputPipe(stdin), stdout: outputPipe(stdout), stderr: outputPipe(stderr) };
    }
    throw new Problem('cannot-trace', whyNoPipes(failed));
  } finally {
    if (shell.pid !== undefined) signalOne(-shell.pid, 'SIGKILL');
  }
}

function whyNoPipes(failed: string | undefined): string {
  if (isShortage(failed)) return shortageProblem(failed).message;
  if (!existsSync('/proc/self/fd')) return 'tracing needs /proc, and it is not mounted: mount -t proc proc /proc';
  if (failed !== undefined) return `tracing needs /bin/sh, and it cannot be started (${failed})`;
  return `/bin/sh could not start its processes within ${DEADLINE_MS / 1000} s: is the limit of processes reached (ulimit -u)?`;
}

/** The writing ends that the children of the shell have by now. */
function pipesOfChildren(shell: number): readonly string[] {
  const paths = childrenOf(shell).map((pid) => `/proc/${pid}/fd/1`);
  return paths.filter((path) => linkOf(path).startsWith('pipe:'));
}

function childrenOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Only our end has O_NONBLOCK: each end is opened anew, and the command's must wait as programs expect. */
function outputPipe(path: string): CommandPipe {
  const ourFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { theirs: openSync(path, constants.O_WRONLY), ourFd, ours: new Socket({ fd: ourFd, readable: true, writable: false }) };
}

function inputPipe(path: string): CommandPipe {
  const ourFd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  return { theirs: openSync(path, constants.O_RDONLY), ourFd, ours: new Socket({ fd: ourFd, readable: false, writable: true }) };
}

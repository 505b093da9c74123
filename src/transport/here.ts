// Runs a command on this machine.
import { execa } from 'execa';
import type { RunningThere, StartThere, StdioThere, Transport } from './transport.ts';

export const here: Transport = { name: 'here', start };

function start([file, ...args]: readonly [string, ...string[]], options: StartThere): RunningThere {
  const child = execa(file, args, {
    cwd: options.cwd,
    env: options.env,
    extendEnv: false,
    stdin: asExeca(options.stdin),
    stdout: asExeca(options.stdout),
    stderr: asExeca(options.stderr),
    ...(options.name === undefined ? {} : { argv0: options.name }),
    detached: options.ownSession,
    buffer: false,
    reject: false,
    // The traced command must not die because we do: what is to be stopped is stopped by name.
    cleanup: false,
  });
  return {
    pid: child.pid ?? null,
    ended: child.then((result) => ({
      status: result.exitCode ?? null,
      signal: result.signal ?? null,
      notStarted: child.pid === undefined ? (result.originalMessage ?? 'it could not be started') : null,
    })),
    kill: (signal) => void child.kill(signal),
  };
}

/** execa takes any descriptor; its types know those up to 9 only. */
const asExeca = (stdio: StdioThere): 'inherit' | 'ignore' | 3 => stdio as 'inherit' | 'ignore' | 3;

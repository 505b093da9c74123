// One command line from its arguments to its exit status.
import type { Command } from 'commander';
import { Problem, type ProblemCode } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { EXIT } from './exit-status.ts';
import { asProblem, isAsked } from './usage.ts';

const STATUS: Readonly<Record<ProblemCode, number>> = {
  'unreadable-input': EXIT.usage,
  'wrong-usage': EXIT.usage,
  'cannot-trace': EXIT.cannotTrace,
  'own-failure': EXIT.ownFailure,
};

/**
 * @param create gives the commands that can be typed; `onEnd` gets the exit status of the one that ran
 * @returns the exit status; what went wrong has been told on stderr
 */
export async function runCommandLine(
  argv: readonly string[],
  create: (argv: readonly string[], onEnd: (status: number) => void) => Command,
): Promise<number> {
  const [command = null] = argv.filter((argument) => !argument.startsWith('-'));
  let status: number = EXIT.noFault;
  try {
    const program = create(argv, (ended) => {
      status = ended;
    });
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    if (isAsked(error)) return EXIT.noFault;
    return tell(asProblem(error, command) ?? error, command);
  }
}

/** One sentence on stderr. `run` keeps 1 to 124 for the traced command; that tracing is Linux only is the same everywhere. */
function tell(error: unknown, command: string | null): number {
  const problem =
    error instanceof Problem
      ? error
      : new Problem('own-failure', isDiskFull(error) ? DISK_FULL : `this is a mistake of whytrace: ${describe(error)}`);
  process.stderr.write(`whytrace: ${problem.message}\n`);
  if (!(error instanceof Problem) && process.env.WHYTRACE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return command === 'run' && process.platform === 'linux' ? EXIT.ownFailure : STATUS[problem.code];
}

const DISK_FULL = 'no space is left on the disk that temporary files go to: free some, or set TMPDIR to a directory on another one';
const isDiskFull = (error: unknown): boolean => /^(?:ENOSPC|EDQUOT)$/.test(String((error as NodeJS.ErrnoException | null)?.code));
const describe = (error: unknown): string => toVisible(error instanceof Error ? error.message : String(error));

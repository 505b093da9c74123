// One command line from its arguments to its exit status.
import type { Command } from 'commander';
import { Problem, type ProblemCode } from '../model/problem.ts';
import { isShortage, shortageProblem } from '../model/shortage.ts';
import { toVisible, visibleLines } from '../text/visible.ts';
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
  const command = commandOf(argv);
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

/** What nobody has caught is told as one sentence, too, also behind the end of the command. Once in a process: it is its own. */
export function tellUncaught(argv: readonly string[]): void {
  process.on('uncaughtException', (error) => {
    // The screen has its own, which gives the terminal back first.
    if (process.listenerCount('uncaughtException') === 1) process.exit(tell(error, commandOf(argv)));
  });
}

const commandOf = (argv: readonly string[]): string | null => argv.find((argument) => !argument.startsWith('-')) ?? null;

/** One sentence on stderr. `run` keeps 1 to 124 for the traced command; that tracing is Linux only is the same everywhere. */
function tell(error: unknown, command: string | null): number {
  const problem = problemOf(error);
  process.stderr.write(`whytrace: ${problem.message}\n`);
  if (!(error instanceof Problem) && process.env.WHYTRACE_DEBUG && error instanceof Error)
    process.stderr.write(`${visibleLines(error.stack ?? '')}\n`);
  return command === 'run' && process.platform === 'linux' ? EXIT.ownFailure : STATUS[problem.code];
}

/** Any error as one sentence: what the host lacks by its name, the rest as our own mistake. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if ((error as NodeJS.ErrnoException | null)?.syscall === 'uv_cwd')
    return new Problem('wrong-usage', 'the current directory has been deleted: cd to another one');
  const code = String((error as NodeJS.ErrnoException | null)?.code);
  return isShortage(code) ? shortageProblem(code) : new Problem('own-failure', `this is a mistake of whytrace: ${describe(error)}`);
}

const describe = (error: unknown): string => toVisible(error instanceof Error ? error.message : String(error));

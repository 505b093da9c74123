// Starts strace with the command's input and output connected: by pipes, by a terminal of its own, or by ours.
import { closeSync } from 'node:fs';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { here } from '../transport/here.ts';
import type { RunningThere, StartThere } from '../transport/transport.ts';
import type { Environment } from './command-environment.ts';
import type { CommandOutput } from './command-output.ts';
import { type CommandPipes, makePipes } from './pipes.ts';
import type { RunRequest } from './run-request.ts';
import { STRACE_NAME } from './strace-stderr.ts';
import { inTerminal } from './terminal.ts';

export interface Launched {
  /** strace, or the script(1) around it. */
  readonly running: RunningThere;
  /** null: our own terminal is the command's, and we see nothing of what it prints. */
  readonly pipes: CommandPipes | null;
}

/** @param env what strace is started with, and passes on */
export async function launch(line: [string, ...string[]], request: RunRequest, env: Environment, output: CommandOutput): Promise<Launched> {
  const named = { cwd: request.cwd, env, name: STRACE_NAME };
  if (!request.tty) return withPipes(line, named, request, output);
  if (request.input === 'ours' && process.stdin.isTTY && process.stdout.isTTY)
    return { running: await start(line, { ...named, stdin: 'inherit', stdout: 'inherit', stderr: 'inherit', ownSession: false }), pipes: null };
  const [strace, ...rest] = line;
  // script(1) starts what SHELL names, so the command's own is put back by strace.
  const restoreShell = env.SHELL === undefined ? ['-E', 'SHELL'] : ['-E', `SHELL=${env.SHELL}`];
  return withPipes(inTerminal([strace, ...restoreShell, ...rest]), { cwd: request.cwd, env: { ...env, SHELL: '/bin/sh' } }, request, output, strace);
}

/** @param straceName how strace's own messages begin; in a terminal they come over its one stream */
async function withPipes(
  line: [string, ...string[]],
  options: Pick<StartThere, 'cwd' | 'env' | 'name'>,
  { input, tty, passOutputTo }: RunRequest,
  output: CommandOutput,
  straceName = STRACE_NAME,
): Promise<Launched> {
  const pipes = await makePipes(input === 'typed');
  // On the screen the command gets no controlling terminal: it would draw over the panes.
  const ownSession = input === 'typed';
  const all = [pipes.stdin, pipes.stdout, pipes.stderr].filter((pipe) => pipe !== null);
  let running: RunningThere;
  try {
    running = await start(line, {
      ...options,
      stdin: pipes.stdin?.theirs ?? 'inherit',
      stdout: pipes.stdout.theirs,
      stderr: pipes.stderr.theirs,
      ownSession,
    });
  } catch (error) {
    for (const { ours } of all) ours.destroy();
    throw error;
  } finally {
    for (const { theirs } of all) closeSync(theirs);
  }
  const shared = tty ? 'stdout' : 'stderr';
  for (const stream of ['stdout', 'stderr'] as const) {
    const passTo = passOutputTo?.[stream] ?? null;
    if (stream === shared) output.readShared(stream, pipes[stream].ours, passTo, straceName);
    else output.read(stream, pipes[stream].ours, passTo);
  }
  return { running, pipes };
}

async function start(line: [string, ...string[]], options: StartThere): Promise<RunningThere> {
  const running = here.start(line, options);
  if (running.pid !== null) return running;
  const { notStarted } = await running.ended;
  throw new Problem(
    'cannot-trace',
    `${toVisible(line[0])} could not be started in ${toVisible(options.cwd)}: ${toVisible(notStarted ?? 'no reason is known')}`,
  );
}

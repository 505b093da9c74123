// How captures come to be for the screen: run, attach, open, paste.
import { rememberFiles } from '../capture/recent.ts';
import { startAttach } from '../capture/start-attach.ts';
import { startRun } from '../capture/start-run.ts';
import { Problem } from '../model/problem.ts';
import type { Session } from '../model/session.ts';
import { attachProblem } from '../probes/ptrace-attach.ts';
import { openLive, openPasted, sessionsOf } from '../session/open-session.ts';
import { startStored } from '../session/start-stored.ts';
import type { Openers } from '../tui/openers.ts';
import type { TracingOptions } from './commands.ts';
import { captureRequest, runRequest } from './tracing-request.ts';

/** What holds when the start screen asks: nothing was said on the command line. */
const DEFAULT_TRACING: TracingOptions = { env: [], save: true, keep: 'oldest' };

/** The first rows are on the screen by then: what is loaded to remember a file takes longer than to paint them. */
const REMEMBERED_AFTER_MS = 400;

export const runSession = async (argv: readonly string[], options: TracingOptions): Promise<Session> =>
  openLive(await startRun(runRequest(argv, options, { input: 'typed', passOutputTo: null })), options.user);

export async function attachSession(pids: readonly number[], options: TracingOptions): Promise<Session> {
  const [first, ...others] = pids;
  if (first === undefined) throw new Problem('wrong-usage', 'which process? attach needs a PID');
  for (const pid of pids) {
    const problem = attachProblem(pid);
    if (problem !== null) throw problem;
  }
  return openLive(await startAttach({ ...captureRequest(options), pids: [first, ...others] }));
}

/** @param engines have been started for these paths */
export async function storedSessions(paths: readonly string[], engines = startStored(paths)): Promise<readonly Session[]> {
  const sessions = await sessionsOf(engines);
  setTimeout(() => void rememberFiles(paths), REMEMBERED_AFTER_MS);
  return sessions;
}

export const hostOpeners: Openers = {
  run: ({ argv, options }) =>
    runSession(argv, {
      ...DEFAULT_TRACING,
      env: Object.entries(options?.env ?? {}).map(([name, value]) => `${name}=${value}`),
      ...(options?.cwd ? { directory: options.cwd } : {}),
      ...(options?.timeoutSeconds ? { timeout: options.timeoutSeconds } : {}),
      tty: options?.tty === true,
    }),
  attach: (pids) => attachSession(pids, DEFAULT_TRACING),
  open: (paths) => storedSessions(paths),
  paste: (text) => openPasted(text),
  async wizard() {
    return (await import('./wizard-part.ts')).walkParts();
  },
};

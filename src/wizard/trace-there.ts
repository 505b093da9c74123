// Makes a capture for a step of the wizard and waits for what it shows. The reading happens in a session's worker: the screen stays usable.
import type { CaptureRequest } from '../capture/run-request.ts';
import { startAttach } from '../capture/start-attach.ts';
import { startRun } from '../capture/start-run.ts';
import { settlesWithin } from '../capture/waiting.ts';
import type { LiveCapture } from '../model/live-capture.ts';
import { Problem } from '../model/problem.ts';
import { attachProblem } from '../probes/ptrace-attach.ts';
import { findStrace } from '../probes/strace-version.ts';
import { openLive } from '../session/open-session.ts';
import type { StepWatch, Traced, TraceRequest } from './tools.ts';

/** As for `diagnose`: children that outlive the command are daemons, and are left alone. */
const DAEMON_GRACE_MS = 2000;
const PROGRESS_MS = 1000;

/** @throws Problem where this host can't be traced, or the process is gone */
export async function traceThere(request: TraceRequest, watch: StepWatch): Promise<Traced> {
  const capture = await start(request);
  const startedAtMs = performance.now();
  const session = openLive(capture);
  const stop = () => void (capture.kind === 'run' ? capture.stop() : capture.detach());
  // A command that waits for its input gets the end of it: nobody is there to type.
  capture.closeInput();
  const ticking = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAtMs) / 1000);
    watch.progress(`${session.trace.eventCount} calls after ${seconds} of ${request.seconds} seconds`);
  }, PROGRESS_MS);
  const limit = setTimeout(stop, request.seconds * 1000);
  watch.signal.addEventListener('abort', stop, { once: true });
  if (watch.signal.aborted) stop();
  try {
    void capture.commandEnded.then(async () => {
      if (!(await settlesWithin(capture.ended, DAEMON_GRACE_MS))) await capture.detach();
    });
    const { failure } = await capture.ended;
    return { diagnosis: await session.final, capture: capture.spoolPath, failure };
  } finally {
    clearInterval(ticking);
    clearTimeout(limit);
    watch.signal.removeEventListener('abort', stop);
    // The spool stays: it is what a later run is held against.
    await session.close();
  }
}

async function start(request: TraceRequest): Promise<LiveCapture> {
  const shared: CaptureRequest = {
    strace: async () => findStrace(),
    traceSet: request.calls,
    timeoutSeconds: null,
    sizeLimit: null,
    save: null,
    keepLast: true,
  };
  if (request.how === 'attach') {
    const problem = attachProblem(request.pid);
    if (problem !== null) throw problem;
    return startAttach({ ...shared, pids: [request.pid] });
  }
  const [command, ...args] = request.argv;
  if (command === undefined) throw new Problem('wrong-usage', 'which command? There is none to trace');
  const { cwd, env } = request;
  return startRun({ ...shared, argv: [command, ...args], cwd, env, user: null, tty: false, input: 'typed', passOutputTo: null });
}

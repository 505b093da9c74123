// Stays with a capture without a screen until it has ended: signals, daemons that were left behind, the second Ctrl-C.
import { settlesWithin } from '../capture/waiting.ts';
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import type { Outcome } from '../model/outcome.ts';
import { EXIT } from './exit-status.ts';

/** How long children may outlive the command before they count as daemons. */
const DAEMON_GRACE_MS = 2000;
/** Passed on to the command as they are. */
const PASSED_ON = ['SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const;

export interface Watched {
  readonly capture: LiveCapture;
  readonly end: CaptureEnd;
  /** Processes that were left running when we let go. */
  readonly left: ReturnType<LiveCapture['stillRunning']>;
}

/**
 * Starts a capture and resolves when it has ended. The first SIGINT or SIGTERM ends it in good order, a second one at once, and whytrace with it.
 * @throws Problem when it can't be started
 */
export async function watchOver(start: () => Promise<LiveCapture>): Promise<Watched> {
  let capture: LiveCapture | null = null;
  let left: Watched['left'] = [];
  let commandHasEnded = false;
  let told = 0;
  let toldAtMs: number | null = null;
  const letGo = async (running: LiveCapture) => {
    left = running.stillRunning();
    await running.detach();
  };
  // What the command left behind was meant to stay: Ctrl-C stops the command, and that has ended.
  const end = (running: LiveCapture) => (commandHasEnded || running.kind === 'attach' ? letGo(running) : running.stop());
  const onStop = () => {
    told++;
    toldAtMs ??= performance.now();
    if (told > 1) {
      capture?.abort();
      process.exit(EXIT.interrupted);
    }
    if (capture !== null) void end(capture);
  };
  /** They came while strace was starting. */
  const early: NodeJS.Signals[] = [];
  const passOn = (signal: NodeJS.Signals) => {
    if (capture === null) early.push(signal);
    else capture.signal(signal);
  };
  process.on('SIGINT', onStop).on('SIGTERM', onStop);
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    const running = await start();
    capture = running;
    void running.commandEnded.then(async () => {
      commandHasEnded = true;
      if (!(await settlesWithin(running.ended, DAEMON_GRACE_MS)) && told === 0) await letGo(running);
    });
    for (const signal of early) running.signal(signal);
    // Told while strace was starting.
    if (told > 0) void end(running);
    return { capture: running, end: asStopped(await running.ended, running, toldAtMs), left };
  } finally {
    process.off('SIGINT', onStop).off('SIGTERM', onStop);
    for (const signal of PASSED_ON) process.off(signal, passOn);
  }
}

/** A terminal sends Ctrl-C to the command as well, and it may die of that before we can stop it: it was stopped all the same. */
function asStopped(end: CaptureEnd, { kind, startedAtMs }: LiveCapture, toldAtMs: number | null): CaptureEnd {
  const { outcome, context } = end;
  if (toldAtMs === null || kind === 'attach' || outcome.kind !== 'signal' || outcome.signal !== 'SIGINT') return end;
  const hang: Outcome = { kind: 'hang', seconds: Math.round((toldAtMs - startedAtMs) / 100) / 10 };
  return { ...end, outcome: hang, context: { ...context, observed: hang, stoppedByUs: true } };
}

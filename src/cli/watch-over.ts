// Stays with a capture without a screen until it has ended: signals, daemons that were left behind, the second Ctrl-C.
import { settlesWithin } from '../capture/waiting.ts';
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import { EXIT } from './exit-status.ts';

/** How long children may outlive the command before they count as daemons. */
const DAEMON_GRACE_MS = 2000;
/** Passed on to the command as they are. */
const PASSED_ON = ['SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'] as const;

export interface Watched {
  readonly end: CaptureEnd;
  /** Processes that were left running when we let go. */
  readonly left: ReturnType<LiveCapture['stillRunning']>;
}

/** Resolves when the capture has ended. The first SIGINT or SIGTERM ends it in good order, a second one at once, and whytrace with it. */
export async function watchOver(capture: LiveCapture): Promise<Watched> {
  let left: Watched['left'] = [];
  let commandHasEnded = false;
  let told = 0;
  const letGo = async () => {
    left = capture.stillRunning();
    await capture.detach();
  };
  const onStop = () => {
    told++;
    if (told > 1) {
      capture.abort();
      process.exit(EXIT.interrupted);
    }
    // What the command left behind was meant to stay: Ctrl-C stops the command, and that has ended.
    void (commandHasEnded || capture.kind === 'attach' ? letGo() : capture.stop());
  };
  const passOn = (signal: NodeJS.Signals) => capture.signal(signal);
  process.on('SIGINT', onStop).on('SIGTERM', onStop);
  for (const signal of PASSED_ON) process.on(signal, passOn);

  void capture.commandEnded.then(async () => {
    commandHasEnded = true;
    if (!(await settlesWithin(capture.ended, DAEMON_GRACE_MS)) && told === 0) await letGo();
  });
  const end = await capture.ended;
  process.off('SIGINT', onStop).off('SIGTERM', onStop);
  for (const signal of PASSED_ON) process.off(signal, passOn);
  return { end, left };
}

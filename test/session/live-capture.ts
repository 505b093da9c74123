// A live capture for tests of sessions.
import type { CaptureEnd, LiveCapture } from '../../src/model/live-capture.ts';
import type { CommandContext, Outcome } from '../../src/model/outcome.ts';
import { rawText } from '../../src/model/raw-text.ts';
import type { OutputPiece } from '../../src/model/session.ts';

const context: CommandContext = {
  argv: [rawText('x')],
  cwd: '/',
  env: {},
  observed: null,
  stoppedByUs: false,
  printed: null,
  neverStarted: false,
};

/** strace at work, as a file that the test writes. */
export function liveCapture(spoolPath: string) {
  const commandEnded = Promise.withResolvers<Outcome>();
  const all = Promise.withResolvers<CaptureEnd>();
  const output: OutputPiece[] = [];
  const asked: string[] = [];
  let droppedUpTo = 0;
  const capture: LiveCapture = {
    kind: 'run',
    title: rawText('x'),
    spoolPath,
    startedAtMs: performance.now(),
    context,
    get droppedBytes() {
      return droppedUpTo;
    },
    get droppedUpTo() {
      return droppedUpTo;
    },
    output,
    onOutput: () => () => {},
    commandEnded: commandEnded.promise,
    ended: all.promise,
    sendInput: (text) => asked.push(`input ${text}`),
    closeInput: () => asked.push('close input'),
    interrupt: () => asked.push('interrupt'),
    signal: () => {},
    stillRunning: () => [],
    abort: () => {},
    stop: async () => {
      asked.push('stop');
      end({ kind: 'signal', signal: 'SIGTERM' });
    },
    detach: async () => {
      asked.push('detach');
      end({ kind: 'unknown' });
    },
    discard: async () => void asked.push('discard'),
  };
  const end = (outcome: Outcome) => {
    commandEnded.resolve(outcome);
    all.resolve({
      outcome,
      context: { ...context, observed: outcome, ...(droppedUpTo === 0 ? {} : { dropped: { bytes: droppedUpTo, aboutLines: null } }) },
      failure: null,
    });
  };
  /** What the file has lost up to here, but for its first lines. */
  const drop = (upTo: number) => {
    droppedUpTo = upTo;
  };
  return { capture, end, drop, commandEnded, asked };
}

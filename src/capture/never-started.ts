// The capture of a command that is not there: nothing was traced, and the diagnosis rests on probes.
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import type { CommandContext, Outcome } from '../model/outcome.ts';
import { rawText } from '../model/raw-text.ts';
import { shellLine } from '../text/shell-quote.ts';
import { newCaptureDirectory, removeCapture } from './capture-directory.ts';
import type { RunRequest } from './run-request.ts';

/** @param status what a shell would end with: 126 or 127 */
export function neverStarted(request: RunRequest, begun: CommandContext, status: 126 | 127): LiveCapture {
  const title = shellLine(request.argv);
  const outcome: Outcome = { kind: 'exit', status };
  const context: CommandContext = { ...begun, observed: outcome, neverStarted: true, printed: { stderr: rawText(''), stdout: rawText('') } };
  const directory = newCaptureDirectory({ kind: 'run', title, startedAtMs: Date.now() });
  const end: CaptureEnd = { outcome, context, failure: null };
  const ended = Promise.resolve(end);
  const nothing = () => {};
  const untilEnd = async () => void (await ended);
  return {
    kind: 'run',
    title: rawText(title),
    spoolPath: directory.spoolPath,
    startedAtMs: performance.now(),
    context,
    droppedBytes: 0,
    droppedUpTo: 0,
    output: [],
    onOutput: () => nothing,
    commandEnded: Promise.resolve(outcome),
    ended,
    sendInput: nothing,
    closeInput: nothing,
    interrupt: nothing,
    signal: nothing,
    stillRunning: () => [],
    abort: nothing,
    stop: untilEnd,
    detach: untilEnd,
    discard: async () => removeCapture(directory.path),
  };
}

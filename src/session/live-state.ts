// What a session over a live capture is at: strace at work, or how it ended.
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import type { Outcome } from '../model/outcome.ts';
import type { SessionState } from '../model/session.ts';

/**
 * @param end null while strace is at work, or its last lines are not read yet
 * @param seconds from the first stamp to the last; null without stamps
 */
export function liveState(
  { startedAtMs, droppedBytes }: LiveCapture,
  commandEnded: Outcome | null,
  end: CaptureEnd | null,
  seconds: number | null,
): SessionState {
  if (end === null) return { kind: 'live', startedAtMs, commandEnded, droppedBytes };
  if (end.failure !== null) return { kind: 'failed', sentence: end.failure, outcome: end.outcome };
  return { kind: 'ended', outcome: end.outcome, seconds };
}

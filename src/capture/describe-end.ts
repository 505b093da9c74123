// How a capture ended: what became of the command, and whether the capture can be trusted to be whole.
import { statfsSync } from 'node:fs';
import type { CaptureEnd } from '../model/live-capture.ts';
import type { CommandContext, Outcome } from '../model/outcome.ts';
import { toVisible } from '../text/visible.ts';
import type { EndThere } from '../transport/transport.ts';
import type { CommandOutput } from './command-output.ts';
import type { SpoolFacts } from './spool-watch.ts';
import { readStraceFailure, straceMessage } from './strace-words.ts';

/** Why tracing was ended by us. */
export interface Stop {
  readonly how: 'stop' | 'detach' | 'size';
  readonly atMs: number;
  /** How the command had ended before; null when it was still running. */
  readonly before: Outcome | null;
}

export interface EndFacts {
  readonly kind: 'run' | 'attach';
  readonly context: CommandContext;
  readonly output: CommandOutput;
  readonly hasOutput: boolean;
  readonly straceEnd: EndThere;
  readonly spool: SpoolFacts;
  readonly spoolPath: string;
  readonly stopped: Stop | null;
  readonly startedAtMs: number;
}

export function describeEnd(facts: EndFacts): CaptureEnd {
  const { context, output, hasOutput, spool, stopped, kind, startedAtMs } = facts;
  const outcome = outcomeOf(facts);
  const stoppedByUs = stopped?.how === 'stop' && stopped.before === null;
  return {
    outcome,
    context: {
      ...context,
      // A process that was let go may have hung: its calls tell.
      observed: kind === 'attach' && stopped?.how === 'detach' && stopped.before === null ? hang(stopped, startedAtMs) : outcome,
      stoppedByUs,
      printed: hasOutput ? output.tails : null,
      neverStarted: kind === 'run' && !spool.started && spool.rootEnd !== null,
    },
    failure: failureOf(facts),
  };
}

function outcomeOf({ kind, spool, stopped, straceEnd, startedAtMs }: EndFacts): Outcome {
  if (stopped !== null && stopped.before === null) return stopped.how === 'stop' ? hang(stopped, startedAtMs) : { kind: 'unknown' };
  // strace's own child gives up with 1 when execve fails; a shell says 126 or 127 (POSIX 2.8.2).
  if (kind === 'run' && !spool.started && spool.execErrno !== null) return { kind: 'exit', status: spool.execErrno === 'ENOENT' ? 127 : 126 };
  if (spool.rootEnd !== null) return spool.rootEnd;
  // strace ends as the command ended, also when the end could not be written down.
  if (kind === 'run' && straceEnd.status !== null) return { kind: 'exit', status: straceEnd.status };
  return { kind: 'unknown' };
}

const hang = ({ atMs }: Stop, startedAtMs: number): Outcome => ({ kind: 'hang', seconds: Math.round((atMs - startedAtMs) / 100) / 10 });

/** strace says nothing when the disk is full and exits 0: the missing end of the command tells. */
function failureOf({ kind, spool, spoolPath, stopped, straceEnd, output }: EndFacts): string | null {
  if (stopped?.how === 'size') return 'the capture has reached --max-size: what came after is not in it, and the command was left running untraced';
  if (stopped !== null || spool.rootEnd !== null) return null;
  if (freeBytes(spoolPath) < 4096)
    return `the disk that holds the capture is full (${toVisible(spoolPath)}): it ends where the space ended; free some, or set XDG_STATE_HOME to another disk`;
  const message = straceMessage(output);
  if (message !== null && spool.bytes === 0) return readStraceFailure(message).sentence;
  if (straceEnd.signal !== null) return `strace was killed by ${straceEnd.signal}: the capture ends there`;
  if (kind === 'run') return 'strace ended before the end of the command was recorded (was the disk full for a while?): the capture is incomplete';
  return null;
}

function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

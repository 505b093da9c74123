// How a capture ended: what became of the command, and whether the capture can be trusted to be whole.
import type { Dropped } from '../model/dropped.ts';
import type { CaptureEnd } from '../model/live-capture.ts';
import type { CommandContext, Outcome } from '../model/outcome.ts';
import { spokenBytes } from '../text/sizes.ts';
import { toVisible } from '../text/visible.ts';
import type { EndThere } from '../transport/transport.ts';
import type { CommandOutput } from './command-output.ts';
import { freeBytes } from './free-bytes.ts';
import type { CaptureRequest, SizeLimit } from './run-request.ts';
import type { OutOfSpace } from './space-watch.ts';
import type { SpoolFacts } from './spool-watch.ts';
import { readStraceFailure, straceMessage } from './strace-words.ts';

/** Why tracing was ended by us. */
export interface Stop {
  readonly how: 'stop' | 'detach' | OutOfSpace;
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
  readonly limit: SizeLimit;
  readonly request: Pick<CaptureRequest, 'sizeLimit'>;
  readonly dropped: Dropped | null;
}

export function describeEnd(facts: EndFacts): CaptureEnd {
  const { context, output, hasOutput, spool, stopped, kind, startedAtMs, dropped } = facts;
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
      ...(dropped === null ? {} : { dropped }),
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

function failureOf({ kind, spool, spoolPath, stopped, straceEnd, output, limit, request }: EndFacts): string | null {
  const rest = 'what came after is not in it, and the command was left running untraced';
  if (stopped?.how === 'size' && request.sizeLimit?.bytes == null)
    return `the capture has reached ${spokenBytes(limit.bytes)}, as much as it may take of this disk unless --max-size is given: ${rest}`;
  if (stopped?.how === 'size') return `the capture has reached --max-size: ${rest}`;
  if (stopped?.how === 'disk')
    return `the disk that holds the capture is nearly full (${toVisible(spoolPath)}): tracing ended so that some of it stays free, ${rest}; ${MORE_SPACE}`;
  const lost = output.straceMessages.find((message) => message.startsWith(`${spoolPath}: `));
  if (lost !== undefined && freeBytes(spoolPath, Infinity) >= 4096)
    return `strace could not write a part of the capture (${toVisible(lost)}): lines are missing from it; ${MORE_SPACE}`;
  if (lost !== undefined || (spool.rootEnd === null && stopped === null && freeBytes(spoolPath, Infinity) < 4096))
    return `the disk that holds the capture is full (${toVisible(spoolPath)}): it ends where the space ended; ${MORE_SPACE}`;
  if (stopped !== null || spool.rootEnd !== null) return null;
  const message = straceMessage(output);
  if (message !== null && spool.bytes === 0) return readStraceFailure(message).sentence;
  if (straceEnd.signal !== null) return `strace was killed by ${straceEnd.signal}: the capture ends there`;
  // strace ends with 0 when a full disk has cut its file: the missing end of the command tells.
  if (kind === 'run') return 'strace ended before the end of the command was recorded (was the disk full for a while?): the capture is incomplete';
  return null;
}

const MORE_SPACE = 'free some space, or set XDG_STATE_HOME to a directory on another disk';

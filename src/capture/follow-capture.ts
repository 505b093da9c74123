// A running strace as a live capture: watches the spool, ends it when asked, and says how it ended.
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import type { CommandContext, Outcome } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import type { RawText } from '../model/raw-text.ts';
import { atLeast, type StraceTool } from '../model/strace.ts';
import type { RunningThere } from '../transport/transport.ts';
import { type CaptureDirectory, removeCapture } from './capture-directory.ts';
import type { CommandOutput } from './command-output.ts';
import { type Cut, droppedOf } from './cut-spool.ts';
import { describeEnd, type Stop } from './describe-end.ts';
import { keepDraining } from './drain.ts';
import { releaseCapture, saveCapture } from './keep-capture.ts';
import type { CommandPipes } from './pipes.ts';
import type { CaptureRequest, SizeLimit } from './run-request.ts';
import { type OutOfSpace, watchSpace } from './space-watch.ts';
import { watchSpool } from './spool-watch.ts';
import { interruptGroup, signalAll, signalOne, stopTracees } from './stop-tracees.ts';
import { guardStrace } from './strace-guard.ts';
import { readStraceFailure, straceMessage } from './strace-words.ts';
import { childOf, isAlive, traceesOf, tracerOf } from './tracees.ts';
import { isSettled, pause, settlesWithin } from './waiting.ts';

export interface Followed {
  readonly request: CaptureRequest;
  readonly kind: 'run' | 'attach';
  readonly title: RawText;
  readonly context: CommandContext;
  readonly strace: StraceTool;
  readonly directory: CaptureDirectory;
  readonly limit: SizeLimit;
  /** strace, or the script(1) around it. */
  readonly running: RunningThere;
  readonly inTerminal: boolean;
  readonly output: CommandOutput;
  readonly pipes: CommandPipes | null;
  /** The pid whose end counts when it is known before: that which we attach to. */
  readonly attachedTo: number | null;
}

/** Processes that were left running may keep the pipes open; what the command has printed is there by then. */
const OUTPUT_GRACE_MS = 150;
const STRACE_GRACE_MS = 2000;

/** @throws Problem when strace ends before it has recorded anything */
export async function followCapture(followed: Followed): Promise<LiveCapture> {
  const { request, kind, directory, running, output, pipes } = followed;
  const startedAtMs = performance.now();
  const commandEnded = Promise.withResolvers<Outcome>();
  let stopped: Stop | null = null;
  const watch = watchSpool(
    { path: directory.spoolPath, attachedTo: followed.attachedTo, writesExits: atLeast(followed.strace.version, 4, 7) },
    ({ rootEnd }) => {
      if (rootEnd !== null) commandEnded.resolve(rootEnd);
    },
  );
  const stracePid = () => (followed.inTerminal ? childOf(running.pid ?? 0) : running.pid) ?? 0;
  const space = watchSpace(followed.limit, directory.spoolPath, (why) => void detach(why));
  const cut = (): Cut => ({ hole: space.hole, isCutOff: stopped?.how === 'size' || stopped?.how === 'disk' });
  const timer = request.timeoutSeconds === null ? null : setTimeout(() => void stop(), request.timeoutSeconds * 1000);

  const ended: Promise<CaptureEnd> = running.ended.then(async (straceEnd) => {
    if (timer !== null) clearTimeout(timer);
    await space.stop();
    const spool = watch.look();
    watch.close();
    await output.finish(OUTPUT_GRACE_MS);
    for (const pipe of [pipes?.stdout, pipes?.stderr]) if (pipe !== undefined) keepDraining(pipe);
    pipes?.stdin?.ours.destroy();
    const hasOutput = pipes !== null && kind === 'run';
    const end = describeEnd({
      ...followed,
      hasOutput,
      straceEnd,
      spool,
      spoolPath: directory.spoolPath,
      stopped,
      startedAtMs,
      dropped: droppedOf(directory.spoolPath, space.hole, space.unreadBytes),
    });
    commandEnded.resolve(end.outcome);
    const unsaved = saveCapture(request, directory, followed.limit, cut());
    return { ...end, failure: end.failure === null || unsaved === null ? (end.failure ?? unsaved) : `${end.failure}; ${unsaved}` };
  });

  const stop = async () => {
    if (kind === 'attach') return detach();
    stopped ??= { how: 'stop', atMs: performance.now(), before: watch.look().rootEnd };
    await stopTracees(stracePid());
    // Nothing is left to trace, or we may not signal it.
    if (!(await settlesWithin(ended, STRACE_GRACE_MS))) signalOne(stracePid(), 'SIGKILL');
    await ended;
  };
  const detach = async (how: 'detach' | OutOfSpace = 'detach') => {
    stopped ??= { how, atMs: performance.now(), before: watch.look().rootEnd };
    // strace passes SIGTERM on to a command that it started; without its tracer the kernel lets the command go on.
    signalOne(stracePid(), kind === 'attach' ? 'SIGINT' : 'SIGKILL');
    if (!(await settlesWithin(ended, STRACE_GRACE_MS))) signalOne(stracePid(), 'SIGKILL');
    await ended;
  };

  // A process that waits makes no call for a while: that it is traced is enough. (strace also traces a child of its own for a moment, to test ptrace.)
  const isTraced = () => followed.attachedTo !== null && tracerOf(followed.attachedTo) === stracePid();
  await untilBegun(() => watch.look().bytes > 0 || isTraced(), ended);
  const { bytes, started, execErrno, rootEnd } = watch.look();
  // A child of strace that may not be traced ends before it has executed anything; the spool has that end.
  if (!started && execErrno === null && rootEnd !== null) await ended;
  if ((await isSettled(ended)) && (bytes === 0 || (!started && /\bptrace\(/i.test(straceMessage(output) ?? '')))) await refuse(followed, ended);
  // strace blocks SIGINT for the sake of a command that it started (`-I3`).
  if (!(await isSettled(ended))) {
    const outputs = pipes === null ? [] : [pipes.stdout, pipes.stderr];
    void ended.then(guardStrace(stracePid(), kind === 'attach' ? 'INT' : 'KILL', outputs));
  }

  return {
    kind,
    title: followed.title,
    spoolPath: directory.spoolPath,
    startedAtMs,
    context: followed.context,
    hasOurTerminal: followed.inTerminal,
    output: output.pieces,
    onOutput: (listener) => output.onPiece(listener),
    commandEnded: commandEnded.promise,
    ended,
    sendInput: (text) => void pipes?.stdin?.ours.write(text),
    closeInput: () => void pipes?.stdin?.ours.end(),
    interrupt() {
      const { rootPid } = watch.look();
      if (kind === 'attach') void detach();
      else if (followed.inTerminal) pipes?.stdin?.ours.write('\x03');
      else if (rootPid !== null) interruptGroup(rootPid);
    },
    signal(name) {
      const { rootPid } = watch.look();
      if (kind === 'run' && rootPid !== null) signalOne(rootPid, name as NodeJS.Signals);
    },
    stillRunning: () => traceesOf(stracePid()),
    abort() {
      if (kind === 'run') signalAll(stracePid(), 'SIGKILL');
      signalOne(stracePid(), kind === 'run' ? 'SIGKILL' : 'SIGINT');
    },
    stop,
    detach: () => detach(),
    hasReadUpTo: (offset) => space.hasReadUpTo(offset),
    get droppedBytes() {
      return space.hole === null ? 0 : space.hole.end - space.hole.start;
    },
    get droppedUpTo() {
      return space.hole?.end ?? 0;
    },
    discard: async () => releaseCapture(request, directory, followed.limit, cut()),
  };
}

async function untilBegun(hasBegun: () => boolean, ended: Promise<unknown>): Promise<void> {
  while (!(await isSettled(ended)) && !hasBegun()) await pause(10);
}

/** strace has ended without a word in the spool: it could not trace. */
async function refuse({ directory, output, attachedTo }: Followed, ended: Promise<CaptureEnd>): Promise<never> {
  const { failure } = await ended;
  removeCapture(directory.path);
  if (attachedTo !== null && !isAlive(attachedTo)) throw new Problem('unreadable-input', `process ${attachedTo} has ended at this moment`);
  const message = straceMessage(output);
  if (message === null) throw new Problem('cannot-trace', failure ?? 'strace ended at once and recorded nothing');
  const { code, sentence } = readStraceFailure(message);
  throw new Problem(code, sentence);
}

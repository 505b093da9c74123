// Follows a growing spool file for the few lines that capture itself must know: the first (whose pid is the command's) and the command's end.
import { closeSync, openSync, readSync } from 'node:fs';
import type { Outcome } from '../model/outcome.ts';
import { whenToLook } from './look-again.ts';

const CHUNK_BYTES = 1 << 18;
const NEWLINE = 10;
const END_MARK = ' +++ ';
/** The end of a command in the words of a strace that writes `+++` for killed ones only (up to 4.6). The call never returns. */
const EXIT_CALL = ' exit_group(';

export interface SpoolFacts {
  /** The command's pid: that of the first line, since strace -f prefixes each with one. */
  readonly rootPid: number | null;
  readonly rootEnd: Outcome | null;
  /** True when an execve of the command has succeeded; always for processes that we attach to. */
  readonly started: boolean;
  /** Why the first execve failed; null while it has not. */
  readonly execErrno: string | null;
  readonly bytes: number;
  /** Whether this strace writes `+++ exited with N +++` (from 4.7). Otherwise the command's last call tells. */
  readonly writesExits: boolean;
}

export interface SpoolWatch {
  readonly facts: SpoolFacts;
  /** Reads what is there now. */
  look(): SpoolFacts;
  close(): void;
}

export interface Watched {
  readonly path: string;
  /** The pid whose end counts, when it is known before. */
  readonly attachedTo: number | null;
  readonly writesExits: boolean;
}

/** @param onChange called when a fact other than `bytes` has changed */
export function watchSpool({ path, attachedTo, writesExits }: Watched, onChange: (facts: SpoolFacts) => void): SpoolWatch {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let fd: number | null = null;
  let closed = false;
  let facts: SpoolFacts = { rootPid: attachedTo, rootEnd: null, started: attachedTo !== null, execErrno: null, bytes: 0, writesExits };
  /** Where the first line begins that is not whole yet. */
  let lineStart = 0;
  const look = () => {
    if (!closed) fd ??= openOrNull(path);
    if (fd === null) return facts;
    const before = facts;
    for (
      let count = readSync(fd, buffer, 0, CHUNK_BYTES, lineStart);
      lineStart + count > facts.bytes;
      count = readSync(fd, buffer, 0, CHUNK_BYTES, lineStart)
    ) {
      const bytes = buffer.subarray(0, count);
      const wholeEnd = bytes.lastIndexOf(NEWLINE) + 1;
      facts = { ...learn(facts, tellingLines(facts, bytes.subarray(0, wholeEnd))), bytes: lineStart + count };
      // A line that is longer than all this tells nothing.
      lineStart += wholeEnd > 0 ? wholeEnd : count === CHUNK_BYTES ? count : 0;
    }
    if (before.rootPid !== facts.rootPid || before.rootEnd !== facts.rootEnd || before.started !== facts.started) onChange(facts);
    return facts;
  };
  let grewAtMs = performance.now();
  const lookAndAgain = (): void => {
    const { bytes } = facts;
    if (look().bytes !== bytes) grewAtMs = performance.now();
    if (!closed) stopWaiting = whenToLook(path, performance.now() - grewAtMs, lookAndAgain);
  };
  let stopWaiting = whenToLook(path, 0, lookAndAgain);
  return {
    get facts() {
      return facts;
    },
    look,
    close() {
      stopWaiting();
      closed = true;
      if (fd !== null) closeSync(fd);
      fd = null;
    },
  };
}

/** All lines until the command has started; then only those that may tell an end. A second look at every byte of a busy capture must cost next to nothing: the search is native code. */
export function tellingLines({ rootPid, started, writesExits }: SpoolFacts, bytes: Buffer): string {
  if (rootPid === null || !started) return bytes.toString('latin1');
  return linesWith(END_MARK, bytes) + (writesExits ? '' : linesWith(EXIT_CALL, bytes));
}

function linesWith(mark: string, bytes: Buffer): string {
  let lines = '';
  for (let at = bytes.indexOf(mark); at >= 0; ) {
    const end = bytes.indexOf(NEWLINE, at) + 1;
    lines += bytes.toString('latin1', bytes.lastIndexOf(NEWLINE, at) + 1, end);
    at = bytes.indexOf(mark, end);
  }
  return lines;
}

/** What whole lines tell. The command's pid can't recur while strace waits for it. */
export function learn(facts: SpoolFacts, lines: string): SpoolFacts {
  let { rootPid, rootEnd, started, execErrno } = facts;
  if (lines === '') return facts;
  rootPid ??= Number(/^\s*(\d+)/.exec(lines)?.[1] ?? Number.NaN);
  if (!started) {
    started = new RegExp(`^${rootPid} .*(?:execve\\(.*|execve resumed.*)\\) += 0(?: |$)`, 'm').test(lines);
    execErrno ??= new RegExp(`^${rootPid} .*(?:execve\\(.*|execve resumed.*)\\) += -1 (E\\w+)`, 'm').exec(lines)?.[1] ?? null;
  }
  if (rootEnd === null && lines.includes(' +++ ')) {
    const end = new RegExp(`^${rootPid} +[\\d.]+ \\+\\+\\+ (?:exited with (\\d+)|killed by (\\w+)(?: \\(core dumped\\))?) \\+\\+\\+$`, 'm').exec(
      lines,
    );
    if (end?.[1] !== undefined) rootEnd = { kind: 'exit', status: Number(end[1]) };
    else if (end?.[2] !== undefined) rootEnd = { kind: 'signal', signal: end[2] };
  }
  if (rootEnd === null && !facts.writesExits) {
    const [, status] = new RegExp(`^${rootPid} +[\\d.]+ exit_group\\((-?\\d+)`, 'm').exec(lines) ?? [];
    // What a parent gets of it: wait(2), WEXITSTATUS.
    if (status !== undefined) rootEnd = { kind: 'exit', status: Number(status) & 0xff };
  }
  return { ...facts, rootPid, rootEnd, started, execErrno };
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

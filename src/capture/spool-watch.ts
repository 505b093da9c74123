// Follows a growing spool file for the few lines that capture itself must know: the first (whose pid is the command's) and the command's end.
import { closeSync, openSync, readSync } from 'node:fs';
import type { Outcome } from '../model/outcome.ts';
import { lookAgainMs } from './look-again.ts';

const CHUNK_BYTES = 1 << 18;

export interface SpoolFacts {
  /** The command's pid: that of the first line, since strace -f prefixes each with one. */
  readonly rootPid: number | null;
  readonly rootEnd: Outcome | null;
  /** True when an execve of the command has succeeded; always for processes that we attach to. */
  readonly started: boolean;
  /** Why the first execve failed; null while it has not. */
  readonly execErrno: string | null;
  readonly bytes: number;
}

export interface SpoolWatch {
  readonly facts: SpoolFacts;
  /** Reads what is there now. */
  look(): SpoolFacts;
  close(): void;
}

/**
 * @param attachedTo the pid whose end counts, when it is known before
 * @param onChange called when a fact other than `bytes` has changed
 */
export function watchSpool(path: string, attachedTo: number | null, onChange: (facts: SpoolFacts) => void): SpoolWatch {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  let fd: number | null = null;
  let closed = false;
  let rest = '';
  let facts: SpoolFacts = { rootPid: attachedTo, rootEnd: null, started: attachedTo !== null, execErrno: null, bytes: 0 };
  const look = () => {
    if (!closed) fd ??= openOrNull(path);
    if (fd === null) return facts;
    const before = facts;
    for (let count = readSync(fd, buffer, 0, CHUNK_BYTES, facts.bytes); count > 0; count = readSync(fd, buffer, 0, CHUNK_BYTES, facts.bytes)) {
      const text = rest + buffer.toString('latin1', 0, count);
      const lastNewline = text.lastIndexOf('\n');
      rest = text.slice(lastNewline + 1);
      facts = { ...learn(facts, text.slice(0, lastNewline + 1)), bytes: facts.bytes + count };
    }
    if (before.rootPid !== facts.rootPid || before.rootEnd !== facts.rootEnd || before.started !== facts.started) onChange(facts);
    return facts;
  };
  let grewAtMs = performance.now();
  const lookAndAgain = (): void => {
    const { bytes } = facts;
    if (look().bytes !== bytes) grewAtMs = performance.now();
    if (!closed) timer = setTimeout(lookAndAgain, lookAgainMs(performance.now() - grewAtMs));
  };
  let timer = setTimeout(lookAndAgain, lookAgainMs(0));
  return {
    get facts() {
      return facts;
    },
    look,
    close() {
      clearTimeout(timer);
      closed = true;
      if (fd !== null) closeSync(fd);
      fd = null;
    },
  };
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
  return { ...facts, rootPid, rootEnd, started, execErrno };
}

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

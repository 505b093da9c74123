// Who the processes of a capture are: made by forks, replaced by execs, ended by exits. Fed with records in their order; nothing is read twice.
import type { EventIndex } from '../model/event.ts';
import type { AttachedProcess } from '../model/outcome.ts';
import { CALL_FAILED, CALL_PENDING } from '../model/trace.ts';
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';
import type { Symbols } from '../parse/symbols.ts';
import { readChildStatus } from '../text/arguments.ts';
import { Births } from './births.ts';
import { LivingThreads } from './living-threads.ts';
import { namespacedPid } from './namespaced-pid.ts';
import { ProcessFamily } from './process-family.ts';
import type { ProcessRecord } from './process-record.ts';
import type { Threads } from './threads.ts';

const EXEC = /^execve(?:at)?$/;
const WAIT = /^wait/;
const EXIT_GROUP = /^(?:exit_group|_exit)$/;
const FORK = /fork|^clone/;
const SUPERSEDED = /superseded by execve in pid (\d+)/;
const ATTACHED = /Process (\d+) attached(?: with (\d+) threads)?/;

export class ProcessTable {
  readonly family = new ProcessFamily();
  /** Processes whose end has been seen. */
  endCount = 0;
  private readonly symbols: Symbols;
  /** Living threads by their id. */
  private readonly living = new LivingThreads();
  private readonly births = new Births();
  /** What calls that are pending said when they began, by event: old straces show the flags of a clone only at its end. */
  private readonly begun = new Map<EventIndex, { readonly text: string; readonly path: number }>();
  /** `Process 5 attached with 3 threads`: so many threads of it are still to appear. */
  private siblings = { of: -1, left: 0 };
  /** Threads whose parent was told of their end. In a set merged by time, a wait stands where it began: before the last calls of the child. */
  private readonly reaped = new Map<number, number>();
  /** Threads that were there before the capture and have made no call yet: their process. */
  private readonly attached = new Map<number, AttachedProcess>();

  constructor(symbols: Symbols) {
    this.symbols = symbols;
  }

  get threads(): Threads {
    return this.family.threads;
  }
  get processes(): readonly ProcessRecord[] {
    return this.family.processes;
  }

  /** Who strace attaches to. To be called before the first record. */
  attach(processes: readonly AttachedProcess[]): void {
    for (const process of processes) for (const tid of process.tids) this.attached.set(tid, process);
  }

  /** The thread of a record; a new one with a process of its own (or its parent's) when the id is not known. */
  threadOf(tid: number, event: EventIndex): number {
    const thread = this.livingThread(tid, event);
    this.threads.seen(thread, event);
    return thread;
  }

  /** A call that is whole, shows no name of its thread (`-Y`) and is not about processes. @returns its thread, as {@link threadOf} */
  plainCall(tid: number, event: EventIndex, hasFailed: boolean): number {
    const thread = this.livingThread(tid, event);
    this.threads.called(thread, event, hasFailed);
    return thread;
  }

  private livingThread(tid: number, event: EventIndex): number {
    const thread = this.living.of(tid);
    return thread < 0 ? this.appear(tid, event) : thread;
  }

  /** A call, whole or begun. */
  call(event: EventIndex, line: Line, thread: number): void {
    this.threads.countCall(thread);
    if ((line.flags & CALL_FAILED) !== 0) this.threads.countFailure(thread);
    if (line.commEnd > line.commStart) this.named(line, thread);
    if (!this.symbols.isAboutProcesses(line.name)) return;
    const name = latin1(this.symbols.names.bytes(line.name));
    const text = latin1(line.bytes, line.argsStart, line.argsEnd);
    if ((line.flags & CALL_PENDING) === 0) {
      if (FORK.test(name)) this.births.begin(event, thread, text.includes('CLONE_THREAD'));
      this.ended(event, name, text, line, thread, line.path);
      return;
    }
    this.begun.set(event, { text, path: line.path });
    if (FORK.test(name)) this.births.begin(event, thread, text.includes('CLONE_THREAD'));
  }

  /** More of a pending call; `done`: it has its result. `name` is the call's, not the line's. */
  callGoesOn(event: EventIndex, line: Line, thread: number, name: number, done: boolean): void {
    if ((line.flags & CALL_FAILED) !== 0) this.threads.countFailure(thread);
    if (!this.symbols.isAboutProcesses(name)) return;
    const before = this.begun.get(event) ?? { text: '', path: -1 };
    const text = before.text + latin1(line.bytes, line.argsStart, line.argsEnd);
    if (!done) {
      this.begun.set(event, { text, path: before.path });
      return;
    }
    this.begun.delete(event);
    if (text.includes('CLONE_THREAD')) this.births.isThread(event);
    this.ended(event, latin1(this.symbols.names.bytes(name)), text, line, thread, before.path);
  }

  /** `--- SIGCHLD {…} ---`: tells how a child ended whose own end was not shown. */
  signal(event: EventIndex, line: Line): void {
    if (latin1(this.symbols.names.bytes(line.name)) !== 'SIGCHLD') return;
    const text = latin1(line.bytes, line.argsStart, line.argsEnd);
    const pid = /si_pid=(\d+)/.exec(text);
    if (pid !== null) this.childEnded(Number(pid[1]), text, event);
  }

  /** `+++ exited with 3 +++` of a thread; of the leader, or of the last thread, it is the process's. */
  exit(event: EventIndex, line: Line, thread: number): void {
    const process = this.family.processOf(thread);
    this.living.forget(this.threads.tid(thread));
    this.endCount++;
    if (this.threads.tid(thread) !== process.pid && process.threads.some((other) => this.isLiving(other))) return;
    process.end =
      line.status >= 0
        ? { kind: 'exit', status: line.status, event }
        : {
            kind: 'signal',
            signal: latin1(this.symbols.names.bytes(line.name)),
            core: latin1(line.bytes, line.argsStart, line.argsEnd).includes('core dumped'),
            event,
          };
    this.family.changed(process);
  }

  /** A message of strace. */
  notice(event: EventIndex, line: Line): void {
    const text = latin1(line.bytes, line.body, Math.min(line.end, line.body + 200));
    const attached = ATTACHED.exec(text);
    if (attached !== null) {
      const thread = this.threadOf(Number(attached[1]), event);
      if (attached[2] !== undefined) this.siblings = { of: thread, left: Number(attached[2]) - 1 };
    }
    const superseded = SUPERSEDED.exec(text);
    if (superseded !== null) this.living.forget(Number(superseded[1]));
  }

  /** The lines without pid are this one's. */
  rootIs(tid: number): void {
    const thread = this.living.of(0);
    if (thread < 0) return;
    this.living.forget(0);
    this.living.set(tid, thread);
    this.threads.rename(thread, tid);
    const process = this.family.processOf(thread);
    if (process.pid === 0) process.pid = tid;
    this.family.changed(process);
  }

  private ended(event: EventIndex, name: string, text: string, line: Line, thread: number, path: number): void {
    if (FORK.test(name)) this.born(event, line);
    else if (EXEC.test(name)) {
      if (line.value === 0) {
        const process = this.family.processOf(thread);
        // The name it had is another program's; `-Y` tells the new one with the next line.
        process.comm = -1;
        process.execs.push(event);
        process.execPaths.push(path);
        this.family.changed(process);
      }
    } else if (EXIT_GROUP.test(name)) {
      const process = this.family.processOf(thread);
      const status = Number.parseInt(text, 10);
      if (!Number.isNaN(status)) process.end ??= { kind: 'exit', status: status & 0xff, event };
      this.family.changed(process);
    } else if (name === 'getpid') {
      const process = this.family.processOf(thread);
      // Its own word goes before what its parent calls it: that one may be of the namespace around.
      if (namespacedPid(line) !== null && process.pidInside !== line.value) this.calledInside(process, line.value);
    } else if (WAIT.test(name) && (line.value > 0 || name === 'waitid')) {
      const pid = name === 'waitid' ? Number(/si_pid=(\d+)/.exec(text)?.[1] ?? 0) : (namespacedPid(line) ?? line.value);
      this.childEnded(pid, text, event);
    }
  }

  private childEnded(pid: number, status: string, event: EventIndex): void {
    const thread = this.living.of(pid);
    const how = thread < 0 ? null : readChildStatus(status);
    if (how === null) return;
    const process = this.family.processOf(thread);
    process.end ??= how.kind === 'exit' ? { ...how, event } : { ...how, core: /WCOREDUMP|CLD_DUMPED/.test(status), event };
    for (const member of process.threads) {
      this.living.forget(this.threads.tid(member));
      this.reaped.set(this.threads.tid(member), member);
    }
    this.family.changed(process);
  }

  /** A fork has returned in the parent. */
  private born(event: EventIndex, line: Line): void {
    const birth = this.births.end(event);
    if (birth === undefined || !(line.value > 0)) {
      if (birth !== undefined && birth.child >= 0) this.family.unlink(birth.child);
      return;
    }
    const translated = namespacedPid(line);
    const tid = translated ?? line.value;
    const known = this.living.of(tid);
    // Its lines may have come first. One that is older than the fork had the same id before.
    const isIts = known >= 0 && this.threads.firstEvent(known) >= event;
    if (birth.child >= 0 && this.threads.tid(birth.child) !== tid) {
      // Another child was taken for this one, unless the id is one of another pid namespace.
      if (!isIts && this.births.size === 0) return;
      this.family.unlink(birth.child);
    }
    // A child of vfork may have ended before its parent goes on.
    const claimed = birth.child >= 0 && this.threads.tid(birth.child) === tid ? birth.child : -1;
    let child = isIts ? known : claimed;
    if (child < 0) {
      this.living.forget(tid);
      child = this.appear(tid, event, false);
    }
    this.births.release(child);
    this.family.link(child, birth.parent, event, birth.thread);
    const process = this.family.processOf(child);
    if (translated !== null && !birth.thread && process.pidInside === null) this.calledInside(process, line.value);
  }

  private calledInside(process: ProcessRecord, pid: number): void {
    process.pidInside = pid;
    this.family.changed(process);
  }

  /** A thread that was not known: it gets a process, or the parent that is just making a child. */
  private appear(tid: number, event: EventIndex, guess = true): number {
    const reaped = this.reaped.get(tid);
    this.reaped.delete(tid);
    if (guess && reaped !== undefined && this.births.size === 0) {
      this.living.set(tid, reaped);
      return reaped;
    }
    const thread = this.family.add(tid, event);
    this.living.set(tid, thread);
    const attached = this.attached.get(tid);
    this.attached.delete(tid);
    if (!guess) return thread;
    if (attached !== undefined) {
      this.wasThere(thread, attached);
      return thread;
    }
    if (this.siblings.left > 0) {
      this.siblings.left--;
      this.family.join(thread, this.threads.process(this.siblings.of));
      return thread;
    }
    const birth = this.births.claim(thread);
    if (birth !== undefined) this.family.link(thread, birth.parent, birth.event, birth.thread);
    return thread;
  }

  /** The first of an attached process's threads to make a call brings the process. */
  private wasThere(thread: number, { pid, comm, tids }: AttachedProcess): void {
    const sibling = tids.map((tid) => this.living.of(tid)).find((other) => other >= 0 && other !== thread);
    if (sibling !== undefined) {
      this.family.join(thread, this.threads.process(sibling));
      return;
    }
    const process = this.family.processOf(thread);
    process.pid = pid;
    process.comm = this.symbols.commOf(comm);
  }

  private named(line: Line, thread: number): void {
    const process = this.family.processOf(thread);
    if (this.threads.tid(thread) !== process.pid) return;
    const comm = this.symbols.comm(line);
    if (comm !== process.comm) {
      process.comm = comm;
      this.family.changed(process);
    }
  }

  private isLiving(thread: number): boolean {
    return this.living.of(this.threads.tid(thread)) === thread;
  }
}

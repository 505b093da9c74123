// A process as later stages see it, over its record and the threads' counts.
import { basename } from 'node:path';
import type { EventIndex } from '../model/event.ts';
import type { Exec, ProcessEnd, ProcessEntry, ProcessIndex } from '../model/process.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import type { ProcessRecord } from './process-record.ts';
import type { Threads } from './threads.ts';

/** What a process view asks of the trace around it. */
export interface ProcessSurroundings {
  readonly threads: Threads;
  /** How many events may be asked for: the table of threads, which the writer fills, may be ahead. */
  events(): number;
  process(index: ProcessIndex): ProcessView;
  /** `path`: id of the path that it was given; -1 where strace showed none. */
  exec(event: EventIndex, path: number): Exec;
  pathText(id: number): RawText;
  commText(id: number): string;
}

export class ProcessView implements ProcessEntry {
  record: ProcessRecord;
  private readonly around: ProcessSurroundings;
  private readonly execsRead: Exec[] = [];

  constructor(record: ProcessRecord, around: ProcessSurroundings) {
    this.record = record;
    this.around = around;
  }

  get index(): ProcessIndex {
    return this.record.index;
  }
  get pid(): number {
    return this.record.pid;
  }
  get pidInside(): number | null {
    return this.record.pidInside;
  }
  get parent(): ProcessIndex | null {
    return this.record.parent;
  }
  get children(): readonly ProcessIndex[] {
    return this.record.children;
  }
  get bornBy(): EventIndex | null {
    return this.record.bornBy;
  }
  get end(): ProcessEnd | null {
    return this.record.end;
  }
  get firstEvent(): EventIndex {
    return Math.min(...this.record.threads.map(this.around.threads.firstEvent));
  }
  get lastEvent(): EventIndex {
    return Math.min(this.around.events() - 1, Math.max(...this.record.threads.map(this.around.threads.lastEvent)));
  }
  get tids(): readonly number[] {
    return [...new Set(this.record.threads.map(this.around.threads.tid))];
  }
  get calls(): number {
    return this.record.threads.reduce((sum, thread) => sum + this.around.threads.calls(thread), 0);
  }
  get failed(): number {
    return this.record.threads.reduce((sum, thread) => sum + this.around.threads.failed(thread), 0);
  }

  get execs(): readonly Exec[] {
    const { execs, execPaths } = this.record;
    for (let at = this.execsRead.length; at < execs.length; at++) this.execsRead.push(this.around.exec(execs[at]!, execPaths[at]!));
    return this.execsRead;
  }

  get comm(): RawText {
    if (this.record.comm >= 0) return rawText(this.around.commText(this.record.comm));
    return this.commBefore(Number.POSITIVE_INFINITY);
  }

  /** The name by execs before an event: a child starts with the one its parent had when it forked. */
  private commBefore(event: EventIndex): RawText {
    const { execs, execPaths } = this.record;
    // An exec of a descriptor (fexecve) has an empty path: the name before stands in.
    const last = execPaths.findLastIndex((path, at) => execs[at]! < event && path >= 0 && this.around.pathText(path) !== '');
    if (last >= 0) return rawText(basename(this.around.pathText(execPaths[last]!)));
    if (this.record.comm >= 0) return rawText(this.around.commText(this.record.comm));
    if (this.record.parent === null || this.record.parent === this.record.index) return rawText('');
    return this.around.process(this.record.parent).commBefore(this.record.bornBy ?? 0);
  }
}

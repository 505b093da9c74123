// Makes records of a capture while it is read, in the order in which calls began, without keeping it.

import { EVENT_KINDS } from '../model/event.ts';
import { CALL_FAILED, CALL_INJECTED, CALL_PENDING } from '../model/trace.ts';
import type { LineMap } from '../parse/excerpt/line-map.ts';
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, KIND_EXIT, KIND_NOTICE, KIND_SIGNAL, KIND_STACK, type RecordSink } from '../parse/record-sink.ts';
import { splitArgs, withNames } from '../parse/split-args.ts';
import { Symbols } from '../parse/symbols.ts';
import { parseCallText } from '../store/call-text.ts';
import { LiveNames } from '../store/live-names.ts';
import { ProcessTable } from '../store/process-table.ts';
import { decoded } from '../store/record-reader.ts';
import { joinPieces, withoutPadding } from '../store/record-text.ts';
import { type ExportRecord, exportText, signalInfo, tookIn } from './record.ts';

/** Takes records in order. A hole is a call that has no result yet: what it becomes is told later. */
export interface RecordWriter {
  write(record: ExportRecord): void;
  /** Holds the place of a record. @returns how to fill it, once */
  hole(): (record: ExportRecord) => void;
}

/** A call whose result is still to come. */
interface Begun {
  readonly place: { readonly event: number; readonly line: number; readonly file?: string };
  readonly pid: number;
  readonly comm: string;
  readonly time: string | null;
  readonly name: number;
  readonly thread: number;
  readonly fill: (record: ExportRecord) => void;
  /** Latin-1, without prefix. */
  readonly first: string;
  readonly rest: string[];
  endLine: number;
}

export class RecordStream implements RecordSink {
  readonly symbols = new Symbols(false);
  private readonly writer: RecordWriter;
  /** Names of the files, where there are several. */
  private readonly files: readonly string[];
  private readonly processes = new ProcessTable(this.symbols);
  private readonly comms = new LiveNames(this.processes, this.symbols);
  private readonly begun = new Map<number, Begun>();
  /** Set before the first record: which lines of a person's text the lines that are read stand for. */
  lineMap: LineMap | null = null;
  private events = 0;
  private lastCall: number | null = null;

  constructor(writer: RecordWriter, files: readonly string[]) {
    this.writer = writer;
    this.files = files;
  }

  add(kind: number, line: Line): number {
    const event = this.events++;
    if (kind > KIND_EXIT) {
      if (kind === KIND_NOTICE) this.processes.notice(event, line);
      this.writer.write(this.other(kind, line, event));
      return event;
    }
    const thread = this.processes.threadOf(line.tid, event);
    if (kind === KIND_CALL) this.call(event, line, thread);
    else {
      this.writer.write(kind === KIND_SIGNAL ? this.signal(line, event) : this.exit(line, event));
      if (kind === KIND_SIGNAL) this.processes.signal(event, line);
      else this.processes.exit(event, line, thread);
    }
    return event;
  }

  join(event: number, line: Line, done: boolean): void {
    const begun = this.begun.get(event);
    if (begun === undefined) return;
    begun.rest.push(latin1(line.bytes, line.body, line.end));
    begun.endLine = this.lastLine(line);
    if (done) {
      this.lastCall = event;
      this.begun.delete(event);
      begun.fill(this.joined(begun, line));
    }
    this.processes.callGoesOn(event, line, begun.thread, begun.name, done);
  }

  rootIs(tid: number): void {
    this.processes.rootIs(tid);
  }

  /** The capture has ended: what is pending stays so. */
  end(): void {
    for (const begun of this.begun.values()) begun.fill(this.joined(begun, null));
    this.begun.clear();
  }

  private call(event: number, line: Line, thread: number): void {
    const comm = this.comms.of(thread);
    if ((line.flags & CALL_PENDING) === 0) {
      this.lastCall = event;
      this.writer.write(this.whole(line, event, comm));
    } else {
      this.begun.set(event, {
        place: this.place(line, event),
        pid: line.tid,
        comm,
        time: stampOf(line),
        name: line.name,
        thread,
        fill: this.writer.hole(),
        first: latin1(line.bytes, line.body, line.end),
        rest: [],
        endLine: this.lastLine(line),
      });
    }
    this.processes.call(event, line, thread);
  }

  private whole(line: Line, event: number, comm: string): ExportRecord {
    return {
      kind: 'call',
      ...lined(this.place(line, event), this.lastLine(line)),
      pid: line.tid,
      comm,
      time: stampOf(line),
      name: this.nameOf(line.name),
      args: splitArgs(latin1(line.bytes, line.argsStart, line.argsEnd)).map(textOf),
      result: textOf(latin1(line.bytes, line.resultStart, line.resultEnd)),
      errno: this.errnoOf(line),
      took: Number.isNaN(line.tookNs) ? null : tookIn(latin1(line.bytes, line.resultEnd, line.end)),
      pending: false,
      injected: (line.flags & CALL_INJECTED) !== 0,
    };
  }

  /** @param end the half with the result; null when it never came */
  private joined({ place, endLine, pid, comm, time, name, first, rest }: Begun, end: Line | null): ExportRecord {
    const call = parseCallText(withoutPadding(joinPieces(first, rest)), end === null);
    return {
      kind: 'call',
      ...lined(place, endLine),
      pid,
      comm,
      time,
      name: this.nameOf(name),
      args: withNames(call.text, call.args).map(textOf),
      result: call.result === null ? null : textOf(call.result),
      errno: end === null ? null : this.errnoOf(end),
      took: end === null || Number.isNaN(end.tookNs) ? null : tookIn(call.text),
      pending: end === null,
      injected: end !== null && (end.flags & CALL_INJECTED) !== 0,
    };
  }

  private signal(line: Line, event: number): ExportRecord {
    const info = signalInfo(textOf(latin1(line.bytes, line.body, line.end)));
    return { kind: 'signal', ...this.place(line, event), pid: line.tid, time: stampOf(line), name: this.nameOf(line.name), info };
  }

  private exit(line: Line, event: number): ExportRecord {
    const who = { ...this.place(line, event), pid: line.tid, time: stampOf(line) };
    if (line.status >= 0) return { kind: 'exit', ...who, status: line.status };
    return { kind: 'exit', ...who, signal: this.nameOf(line.name), core: latin1(line.bytes, line.argsStart, line.argsEnd).includes('core dumped') };
  }

  private other(kind: number, line: Line, event: number): ExportRecord {
    const place = this.place(line, event);
    const text = textOf(latin1(line.bytes, kind === KIND_NOTICE ? line.body : line.start, line.end));
    if (kind === KIND_STACK) return { kind: 'stack', ...place, of: this.lastCall === null ? null : this.lastCall + 1, text };
    return { kind: EVENT_KINDS[kind] as 'notice' | 'summary' | 'output' | 'raw', ...place, text };
  }

  private place(line: Line, event: number): Begun['place'] {
    return {
      event: event + 1,
      line: this.lineMap?.first(line.number) ?? line.number,
      ...(this.files.length > 1 ? { file: this.files[line.file]! } : {}),
    };
  }

  private lastLine({ number }: Line): number {
    return this.lineMap?.last(number) ?? number;
  }

  private nameOf(id: number): string {
    return latin1(this.symbols.names.bytes(id));
  }

  private errnoOf(line: Line): string | null {
    return (line.flags & CALL_FAILED) === 0 ? null : latin1(this.symbols.errnos.bytes(line.errno));
  }
}

const textOf = (text: string): string => exportText(decoded(text));
const stampOf = (line: Line): string | null => (line.stampEnd > line.stampStart ? latin1(line.bytes, line.stampStart, line.stampEnd) : null);

/** `endLine` stands behind `line`. */
function lined({ event, line, file }: Begun['place'], endLine: number) {
  return { event, line, endLine, ...(file === undefined ? {} : { file }) };
}

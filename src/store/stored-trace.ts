// Reads a capture: numbers from the columns, text from the file by offset.
import { goneRecordsLine } from '../model/dropped.ts';
import { EVENT_KINDS, type EventIndex, type EventKind, type EventLines } from '../model/event.ts';
import type { GoneRecords } from '../model/gone.ts';
import type { Exec, ProcessEntry, ProcessIndex } from '../model/process.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { ATTACHED, CALL_FAILED, type ClockKind, type Trace } from '../model/trace.ts';
import { LineMap, quotedLines, type SharedQuotation } from '../parse/excerpt/line-map.ts';
import { PATH_OF_FD } from '../parse/line.ts';
import { readCStrings } from '../text/c-string.ts';
import type { Pieces } from './pieces.ts';
import type { ProcessRecord } from './process-record.ts';
import { type ProcessSurroundings, ProcessView } from './process-view.ts';
import { decoded, type RecordReader } from './record-reader.ts';
import { HAS_PIECES, SEGMENT_BITS, type Segment, slotOf } from './segment.ts';
import type { SymbolCounts, SymbolTexts } from './symbol-texts.ts';
import type { Threads } from './threads.ts';

/** One file of a capture, in the order of {@link Trace.files}. Offsets of the capture count through all of them. */
export interface StoredFile {
  readonly name: RawText;
  readonly base: number;
  /** Where somebody quotes strace output in it. */
  readonly quotation?: SharedQuotation;
}

/** What a reader needs of a store, in the same thread or another. */
export interface TraceData {
  readonly segments: readonly Segment[];
  readonly pieces: Pieces;
  readonly threads: Threads;
  readonly processes: readonly ProcessRecord[];
  /** Changes whenever `processes` does. */
  readonly processesVersion: number;
  readonly symbols: SymbolTexts;
  readonly files: readonly StoredFile[];
  readonly state: TraceState;
}

/** How far a capture has been read. */
export interface TraceState {
  readonly events: number;
  readonly lines: number;
  readonly clock: ClockKind;
  readonly ended: boolean;
  readonly symbols: SymbolCounts;
  readonly troubles: readonly string[];
}

/** Bits of the flags column that the model knows. */
const MODEL_FLAGS = 31 | ATTACHED;

export class StoredTrace implements Trace {
  readonly data: TraceData;
  private readonly reader: RecordReader;
  private readonly segments: readonly Segment[];
  /** Events that there are for sure. */
  private known = 0;
  private readonly around: ProcessSurroundings;
  private readonly views: ProcessView[] = [];
  private viewsVersion = -1;
  private map: LineMap | null = null;
  /** What {@link next} jumps over: it is asked for each event. */
  private jumpFrom = -1;
  private jumpTo = -1;

  constructor(data: TraceData, reader: RecordReader) {
    this.data = data;
    this.reader = reader;
    this.segments = data.segments;
    this.around = {
      threads: data.threads,
      events: () => data.state.events,
      process: (index) => this.processes[index] as ProcessView,
      exec: (event, path) => this.exec(event, path),
      pathText: (id) => data.symbols.path(id),
      commText: (id) => data.symbols.name(id),
    };
  }

  /** The capture is what somebody quotes of one. */
  get isQuoted(): boolean {
    return this.lineMap !== null;
  }
  private get lineMap(): LineMap | null {
    const shared = this.data.files[0]?.quotation?.map;
    if (shared === undefined) return null;
    this.map ??= new LineMap(shared);
    return this.map;
  }

  get files(): readonly RawText[] {
    return this.data.files.map((file) => file.name);
  }
  get eventCount(): number {
    return this.data.state.events;
  }
  get gone(): GoneRecords | null {
    return this.jumpFrom < 0 ? null : { from: this.jumpFrom, to: this.jumpTo };
  }
  next(event: EventIndex): EventIndex {
    return event === this.jumpFrom ? this.jumpTo : event + 1;
  }
  /** Records were given up, besides those that were before. */
  giveUp(gone: GoneRecords): void {
    this.jumpFrom = gone.from;
    this.jumpTo = gone.to;
  }
  get troubles(): readonly string[] {
    return this.data.state.troubles;
  }
  get lineCount(): number {
    return this.data.state.lines;
  }
  get clock(): ClockKind {
    return this.data.state.clock;
  }
  get ended(): boolean {
    return this.data.state.ended;
  }

  get processes(): readonly ProcessEntry[] {
    const { processes, processesVersion } = this.data;
    if (processesVersion === this.viewsVersion) return this.views;
    this.viewsVersion = processesVersion;
    this.views.length = Math.min(this.views.length, processes.length);
    for (let at = 0; at < processes.length; at++) {
      const record = processes[at]!;
      const view = this.views[at];
      if (view === undefined) this.views.push(new ProcessView(record, this.around));
      else if (view.record !== record) this.views[at] = new ProcessView(record, this.around);
    }
    return this.views;
  }

  kind(event: EventIndex): EventKind {
    return EVENT_KINDS[this.segment(event).kind[slotOf(event)]!] ?? 'raw';
  }
  tid(event: EventIndex): number {
    const thread = this.segment(event).thread[slotOf(event)]!;
    return thread < 0 ? 0 : this.data.threads.tid(thread);
  }
  process(event: EventIndex): ProcessIndex {
    const thread = this.segment(event).thread[slotOf(event)]!;
    const process = thread < 0 ? -1 : this.data.threads.process(thread);
    // In another thread the table may be ahead of the processes that have been told.
    return process < this.data.processes.length ? process : -1;
  }
  name(event: EventIndex): string {
    const slot = slotOf(event);
    const segment = this.segment(event);
    return segment.kind[slot]! <= 1 ? this.data.symbols.name(segment.name[slot]!) : '';
  }
  nameIdOf(event: EventIndex): number {
    return this.segment(event).name[slotOf(event)]!;
  }
  nameId(name: string): number {
    return this.data.symbols.nameId(name);
  }
  errno(event: EventIndex): string | null {
    const slot = slotOf(event);
    const segment = this.segment(event);
    return (segment.flags[slot]! & CALL_FAILED) === 0 ? null : this.data.symbols.errno(segment.errno[slot]!);
  }
  errnoIdOf(event: EventIndex): number {
    return this.segment(event).errno[slotOf(event)]!;
  }
  errnoId(errno: string): number {
    return this.data.symbols.errnoId(errno);
  }
  flags(event: EventIndex): number {
    return this.segment(event).flags[slotOf(event)]! & MODEL_FLAGS;
  }
  sinceStartNs(event: EventIndex): number {
    return this.segment(event).timeNs[slotOf(event)]!;
  }
  tookNs(event: EventIndex): number {
    return this.segment(event).tookNs[slotOf(event)]!;
  }
  path(event: EventIndex): RawText | null {
    const id = this.pathIdOf(event);
    return id < 0 ? null : this.data.symbols.path(id);
  }
  pathIdOf(event: EventIndex): number {
    const slot = slotOf(event);
    const segment = this.segment(event);
    return (segment.flags[slot]! & PATH_OF_FD) === 0 ? segment.path[slot]! : -1;
  }
  pathIdsOfBase(base: string): readonly number[] {
    return this.data.symbols.pathIdsOfBase(base);
  }
  baseIdOf(pathId: number): number {
    return this.data.symbols.baseIdOf(pathId);
  }
  get pathCount(): number {
    return this.data.state.symbols.paths;
  }
  comparePaths(one: number, other: number): number {
    return this.data.symbols.comparePaths(one, other);
  }
  directoryIdOf(pathId: number): number {
    return this.data.symbols.directoryIdOf(pathId);
  }
  target(event: EventIndex): RawText | null {
    const id = this.targetIdOf(event);
    return id < 0 ? null : this.data.symbols.path(id);
  }
  targetIdOf(event: EventIndex): number {
    return this.segment(event).path[slotOf(event)]!;
  }
  pathText(id: number): RawText {
    return this.data.symbols.path(id);
  }

  lines(event: EventIndex): EventLines {
    const slot = slotOf(event);
    const segment = this.segment(event);
    const line = segment.line[slot]!;
    const endLine = (segment.flags[slot]! & HAS_PIECES) === 0 ? line : this.data.pieces.line(this.data.pieces.last(segment.size[slot]!));
    const map = this.lineMap;
    if (map !== null) return { line: map.first(line), endLine: map.last(endLine), file: 0 };
    return { line, endLine, file: this.reader.fileOf(segment.offset(slot)) };
  }
  timeText(event: EventIndex): string | null {
    return this.clock === 'none' ? null : this.reader.timeText(event);
  }
  text(event: EventIndex): RawText {
    return this.isGone(event) ? this.goneText : this.reader.read(event).text;
  }
  callText(event: EventIndex): RawText {
    return this.reader.callTextOf(event);
  }
  args(event: EventIndex): readonly RawText[] {
    return this.reader.read(event).args;
  }
  result(event: EventIndex): RawText | null {
    return this.reader.read(event).result;
  }
  resultNote(event: EventIndex): RawText {
    return this.reader.read(event).note;
  }
  lineBytes(event: EventIndex, which: 'first' | 'last'): Uint8Array {
    return this.reader.lineBytes(event, which);
  }
  exit(event: EventIndex): { readonly status: number } | { readonly signal: string; readonly core: boolean } | null {
    return this.reader.read(event).exit;
  }

  /** The record's lines as they stand in the file, pid and time too. */
  rawLines(event: EventIndex): readonly RawText[] {
    return this.isGone(event) ? [this.goneText] : this.reader.rawLines(event);
  }

  asQuoted(event: EventIndex): readonly RawText[] | null {
    const quotation = this.data.files[0]?.quotation;
    const map = this.lineMap;
    if (quotation === undefined || map === null) return null;
    const { pieces } = this.data;
    const segment = this.segment(event);
    const slot = slotOf(event);
    const parts = [segment.line[slot]!];
    if ((segment.flags[slot]! & HAS_PIECES) !== 0)
      for (let piece = segment.size[slot]!; piece >= 0; piece = pieces.next(piece)) parts.push(pieces.line(piece));
    // Two of its lines may stand on one of the person's.
    const ranges = new Map(parts.map((part) => [map.first(part), map.last(part)]));
    const lines = [...ranges].flatMap(([first, last]) => quotedLines(quotation, first, last)).map(decoded);
    const own = this.rawLines(event);
    return lines.length === own.length && lines.every((line, at) => line === own[at]) ? null : lines;
  }

  private isGone(event: EventIndex): boolean {
    return event < this.jumpTo && event >= this.jumpFrom;
  }
  private get goneText(): RawText {
    return rawText(goneRecordsLine(this.jumpFrom, this.jumpTo));
  }

  private segment(event: EventIndex): Segment {
    // Asked for millions of times: the count is looked up only where it may have grown.
    if (!(event >= 0 && event < this.known)) {
      this.known = this.data.state.events;
      if (!(event >= 0 && event < this.known)) throw new RangeError(`no event ${event} of ${this.known}`);
    }
    return this.segments[event >>> SEGMENT_BITS]!;
  }

  private exec(event: EventIndex, path: number): Exec {
    const args = this.args(event);
    const argv = args.find((arg) => arg.startsWith('['));
    const strings = readCStrings(argv ?? '');
    return {
      event,
      path: path < 0 ? rawText('') : this.pathText(path),
      argv: strings.map((string) => string.text),
      truncated: argv === undefined || argv.endsWith('...]') || strings.some((string) => string.truncated),
    };
  }
}

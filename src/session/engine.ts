// The working side of a session: reads the capture, answers the screen, diagnoses. Runs in a worker, or (tests) beside the screen.

import { evidenceEvents } from '../analyse/evidence-events.ts';
import type { CommandContext } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import type { FilterSubject } from '../store/filter/compile-filter.ts';
import type { StoredTrace } from '../store/stored-trace.ts';
import { traceOf } from '../store/trace-of.ts';
import { TraceStore } from '../store/trace-store.ts';
import { type Analysis, UNKNOWN_COMMAND } from './analysis.ts';
import type { CaptureReading } from './capture-reading.ts';
import { FilterDesk } from './filter-desk.ts';
import { GrowthSender } from './growth-sender.ts';
import type { EngineTask, FromEngine, Port, ToEngine } from './messages.ts';
import { OutputLines } from './output-lines.ts';
import { type OpenedReading, openTask } from './task-reading.ts';

/** The screen is told of growth this often. */
const TELL_EVERY_MS = 40;
/** Filters and searches get this much between two chunks. */
const DESK_SLICE_MS = 10;
/** Live: diagnosed this often, when there is something new. */
const DIAGNOSE_EVERY_MS = 1000;
const TAIL_EVERY_MS = 30;

export class SessionEngine {
  private readonly port: Port<FromEngine, ToEngine>;
  private readonly task: EngineTask;
  private readonly analysis: Analysis;
  private readonly bases: number[] = [];
  private readonly store = new TraceStore(undefined, this.bases);
  private readonly sender = new GrowthSender(this.store);
  private reading: CaptureReading | null = null;
  private trace: StoredTrace | null = null;
  private desk: FilterDesk | null = null;
  private output: OutputLines | null = null;
  private context: CommandContext;
  private ended = false;
  private closed = false;
  private evidence: ReadonlySet<number> = new Set();
  private evidenceRevision = 0;
  private toldAtMs = 0;
  private diagnosed = { atMs: 0, events: -1, ends: -1 };
  private waiting: ToEngine[] = [];
  /** A message has come that nobody has looked at yet. */
  private woken = false;
  private wake: () => void = () => {
    this.woken = true;
  };

  constructor(port: Port<FromEngine, ToEngine>, task: EngineTask, analysis: Analysis) {
    this.port = port;
    this.task = task;
    this.analysis = analysis;
    this.context = task.kind === 'live' ? task.context : UNKNOWN_COMMAND;
    port.onMessage((message) => this.receive(message));
  }

  /** Works until the session is closed. Never rejects: what goes wrong is told to the screen. */
  async run(): Promise<void> {
    try {
      const opened = await openTask(this.task, this.store.symbols, this.store, this.bases);
      this.begin(opened);
      await this.readAll(opened.reading);
      this.ended = true;
      this.tell(true);
      this.diagnose();
      this.tell(true);
      while (!this.closed) if (!(await this.serve())) await this.untilWoken();
    } catch (error) {
      this.fail(error);
    }
    this.reading?.close();
  }

  private begin({ reading, source, text }: OpenedReading): void {
    this.reading = reading;
    this.port.post({ kind: 'opened', files: reading.files, tallies: this.store.tallies, text });
    const { store } = this;
    this.trace = traceOf(store, { files: reading.files, source, lines: () => reading.lines, ended: () => this.ended });
    this.output = new OutputLines(this.trace);
    this.desk = new FilterDesk(this.subject(this.trace, source), (message) => this.port.post(message));
    for (const message of this.waiting.splice(0)) this.receive(message);
  }

  private subject(trace: StoredTrace, source: FilterSubject['lines']['source']): FilterSubject {
    return {
      trace,
      lines: { pieces: this.store.pieces, source, inOrder: trace.data.files.length === 1 },
      isNoise: (event) => this.analysis.isNoise(trace, event),
      isEvidence: (event) => this.evidence.has(event),
      evidenceRevision: () => this.evidenceRevision,
    };
  }

  private async readAll(reading: CaptureReading): Promise<void> {
    for (let more = true; more && !this.closed; ) {
      const before = reading.bytesRead;
      more = await reading.step();
      this.tell(this.toldAtMs === 0);
      if (this.task.kind === 'live') this.diagnoseNowAndThen();
      if (reading.bytesRead > before) await this.serve();
      else if (more) {
        this.tell(true);
        await this.serve();
        await this.untilWoken(TAIL_EVERY_MS);
      }
    }
  }

  /** Gives filters and searches some time, and lets messages in. @returns whether there is more to do */
  private async serve(): Promise<boolean> {
    const more = this.desk?.work(DESK_SLICE_MS) ?? false;
    this.desk?.tell();
    await new Promise((resolve) => setImmediate(resolve));
    return more;
  }

  private tell(now: boolean): void {
    const at = performance.now();
    if (this.reading === null || (!now && at - this.toldAtMs < TELL_EVERY_MS)) return;
    this.toldAtMs = at;
    const { lines, bytesRead, bytesTotal } = this.reading;
    this.desk?.changed(this.store.finished.splice(0));
    do this.port.post(this.sender.next({ lines, bytesRead, bytesTotal, ended: this.ended }));
    while (this.sender.hasMore);
    const output = this.output?.more(this.store.outputs) ?? [];
    if (output.length > 0) this.port.post({ kind: 'output', lines: output });
  }

  private diagnoseNowAndThen(): void {
    const ends = this.store.processes.endCount;
    const { atMs, events, ends: knownEnds } = this.diagnosed;
    const since = performance.now() - atMs;
    if (this.store.events === events || since < DIAGNOSE_EVERY_MS / 5) return;
    if (since >= DIAGNOSE_EVERY_MS || ends !== knownEnds) this.diagnose();
  }

  private diagnose(): void {
    if (this.trace === null || this.closed) return;
    const startedMs = performance.now();
    const report: Report = this.analysis.diagnose(this.trace, this.context);
    this.evidence = evidenceEvents(report);
    this.evidenceRevision++;
    // A diagnosis that takes long is made less often.
    const tookMs = performance.now() - startedMs;
    this.diagnosed = { atMs: performance.now() + tookMs * 4, events: this.store.events, ends: this.store.processes.endCount };
    this.port.post({ kind: 'report', report });
    this.desk?.changed([]);
  }

  private receive(message: ToEngine): void {
    if (message.kind === 'close') {
      this.closed = true;
      this.wake();
      return;
    }
    if (this.trace === null || this.desk === null) {
      this.waiting.push(message);
      return;
    }
    try {
      this.answer(message, this.trace, this.desk);
    } catch (error) {
      this.fail(error);
    }
    this.wake();
  }

  private answer(message: Exclude<ToEngine, { kind: 'close' }>, trace: StoredTrace, desk: FilterDesk): void {
    switch (message.kind) {
      case 'filter':
        desk.set(message);
        break;
      case 'search':
        desk.find(message.id, message.text, message.from, message.direction);
        break;
      case 'cancel-search':
        desk.cancelSearch();
        break;
      case 'command-lookup':
        this.port.post({ kind: 'command-lookup', id: message.id, answer: this.analysis.commandLookup(trace, message.event, this.context) });
        break;
      case 'library-tree':
        this.port.post({ kind: 'library-tree', id: message.id, answer: this.analysis.libraryTree(trace, message.process, this.context) });
        break;
      case 'spool-complete':
        this.context = message.context;
        this.reading?.complete();
        break;
    }
  }

  /** Sleeps until a message comes, or came since this was last called. */
  private async untilWoken(timeoutMs?: number): Promise<void> {
    const noted = this.wake;
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const timer = timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.wake = noted;
    this.woken = false;
  }

  private fail(error: unknown): void {
    if (error instanceof Problem) this.port.post({ kind: 'failed', code: 'unreadable-input', sentence: error.message });
    else this.port.post({ kind: 'failed', code: 'own-failure', sentence: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

// The working side of a session: reads the capture, filters and searches, and has it diagnosed. Runs in a worker, or (tests) beside the screen.
import { evidenceEvents } from '../analyse/evidence-events.ts';
import { isNoise } from '../analyse/noise.ts';
import type { ByteSource } from '../model/byte-source.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { FilterSubject } from '../store/filter/compile-filter.ts';
import type { StoredTrace } from '../store/stored-trace.ts';
import { traceOf } from '../store/trace-of.ts';
import { TraceStore } from '../store/trace-store.ts';
import { AnalystDesk } from './analyst-desk.ts';
import type { CaptureReading } from './capture-reading.ts';
import { failure } from './failure.ts';
import { FilterDesk } from './filter-desk.ts';
import { type GrowthReading, GrowthSender } from './growth-sender.ts';
import type { AskHost, EngineTask, FromAnalyst, FromEngine, Opened, Port, ToAnalyst, ToEngine } from './messages.ts';
import { OutputLines } from './output-lines.ts';
import { type OpenedReading, openTask } from './task-reading.ts';
import { UNKNOWN_COMMAND } from './unknown-command.ts';

/** The screen is told of growth this often. */
const TELL_EVERY_MS = 80;
/** Filters and searches get this much between two chunks. */
const DESK_SLICE_MS = 10;

/** How an engine gets its analyst: in a worker of its own, or beside it. */
export type StartAnalyst = (askHost: AskHost | null) => Port<ToAnalyst, FromAnalyst>;

export class SessionEngine {
  private readonly port: Port<FromEngine, ToEngine>;
  private readonly task: EngineTask;
  private readonly startAnalyst: StartAnalyst;
  private readonly bases: number[] = [];
  private readonly store = new TraceStore(undefined, this.bases);
  private readonly sender = new GrowthSender(this.store);
  private reading: CaptureReading | null = null;
  private filters: FilterDesk | null = null;
  private analyst: AnalystDesk | null = null;
  private output: OutputLines | null = null;
  private context: CommandContext;
  private ended = false;
  private stopped = false;
  private closed = false;
  private trace: StoredTrace | null = null;
  /** Of what was given up the screen reads no more what came before this record. */
  private screenLetGo = 0;
  /** Another session reads this one's columns. */
  private isShared = false;
  private evidence: ReadonlySet<number> = new Set();
  private evidenceRevision = 0;
  private toldAtMs = 0;
  private toldEvents = 0;
  private readonly waiting: ToEngine[] = [];
  /** A message has come that nobody has looked at yet. */
  private woken = false;
  private wake: () => void;

  constructor(port: Port<FromEngine, ToEngine>, task: EngineTask, startAnalyst: StartAnalyst) {
    this.port = port;
    this.task = task;
    this.startAnalyst = startAnalyst;
    this.context = task.kind === 'live' ? task.context : UNKNOWN_COMMAND;
    this.store.processes.attach(this.context.attached ?? []);
    this.wake = this.note;
    port.onMessage((message) => this.receive(message));
  }

  /** Works until the session is closed. Never rejects: what goes wrong is told to the screen. */
  async run(): Promise<void> {
    try {
      this.begin(await openTask(this.task, this.store.symbols, this.store, this.bases));
      await this.readAll();
      this.ended = true;
      this.tell(true);
      this.analyst?.diagnose(this.context, this.progress);
      while (!this.closed) await this.untilAsked();
    } catch (error) {
      this.port.post(failure(error));
    }
    this.analyst?.close();
    this.reading?.close();
  }

  private begin({ reading, source, text }: OpenedReading): void {
    const { store, task } = this;
    this.reading = reading;
    const opened: Opened = { kind: 'opened', files: reading.files, tallies: store.tallies, text };
    this.port.post(opened);
    const trace = traceOf(store, {
      files: reading.files,
      source,
      lines: () => reading.lines,
      ended: () => this.ended,
      troubles: () => reading.troubles,
    });
    this.trace = trace;
    this.output = new OutputLines(trace);
    this.filters = new FilterDesk(this.subject(trace, source), (message) => this.post(message));
    const start = () => this.startAnalyst(task.kind === 'live' ? task.askHost : null);
    this.analyst = new AnalystDesk(store, opened, start, (message) => this.fromAnalyst(message));
    for (const message of this.waiting.splice(0)) this.receive(message);
  }

  private subject(trace: StoredTrace, source: ByteSource): FilterSubject {
    return {
      trace,
      lines: { pieces: this.store.pieces, source, inOrder: trace.data.files.length === 1 },
      isNoise: (event) => isNoise(trace, event),
      isEvidence: (event) => this.evidence.has(event),
      evidenceRevision: () => this.evidenceRevision,
    };
  }

  private async readAll(): Promise<void> {
    const reading = this.reading!;
    let grewAtMs = performance.now();
    for (let more = true; more && !this.closed; ) {
      if (this.stopped) {
        this.tell(true);
        await this.untilAsked();
        continue;
      }
      const before = reading.bytesTaken ?? reading.bytesRead;
      more = await reading.step();
      this.tell(this.toldAtMs === 0);
      if (this.task.kind === 'live') this.analyst?.nowAndThen(this.context, this.progress);
      await this.serve();
      // A step in the middle of a long line makes no record: that is no reason to sleep.
      const hasGrown = (reading.bytesTaken ?? reading.bytesRead) > before;
      if (hasGrown) grewAtMs = performance.now();
      if (hasGrown || !more) continue;
      this.tell(false);
      const quietMs = performance.now() - grewAtMs;
      await this.untilWoken((wake) => reading.whenToLook?.(quietMs, wake));
    }
  }

  /** Gives filters and searches some time, and lets messages in. @returns whether there is more to do */
  private async serve(): Promise<boolean> {
    const more = this.filters?.work(DESK_SLICE_MS) ?? false;
    this.filters?.tell();
    await new Promise((resolve) => setImmediate(resolve));
    return more;
  }

  /** Works off what there is to do, then sleeps until something comes. */
  private async untilAsked(): Promise<void> {
    if (!(await this.serve())) await this.untilWoken();
  }

  private get progress(): GrowthReading {
    const { lines, bytesRead, bytesTotal, troubles, says = null } = this.reading!;
    return { lines, bytesRead, bytesTotal, troubles, says, ended: this.ended, stopped: this.stopped };
  }

  private tell(now: boolean): void {
    const at = performance.now();
    if (!now && at - this.toldAtMs < TELL_EVERY_MS) return;
    this.toldAtMs = at;
    this.filters?.changed(this.store.finished.splice(0));
    if (this.sender.hasNews(this.progress)) this.tellGrowth();
    const lines = this.output?.more(this.store.outputs) ?? [];
    if (lines.length > 0) this.port.post({ kind: 'output', lines });
  }

  private tellGrowth(): void {
    do this.port.post(this.sender.next(this.progress));
    while (this.sender.hasMore);
    this.toldEvents = this.store.events;
  }

  /** What cites events: the screen must know these first. */
  private post(message: FromEngine): void {
    if (this.store.events > this.toldEvents) this.tellGrowth();
    this.port.post(message);
  }

  private fromAnalyst(message: FromAnalyst): void {
    if (message.kind === 'let-go') {
      this.letGo();
      return;
    }
    if (message.kind === 'report') {
      this.evidence = evidenceEvents(message.report);
      this.evidenceRevision++;
      this.filters?.changed([]);
    }
    this.post(message);
    this.wake();
  }

  /** The columns of records whose lines are gone. */
  private giveUpBefore(offset: number): void {
    const { release } = this.store;
    if (!release.giveUpBefore(offset) || release.gone === null) return;
    const { records } = release.gone;
    this.trace?.giveUp(records);
    this.filters?.giveUp(records);
    this.analyst?.grow(this.progress);
    this.tell(true);
  }

  private letGo(): void {
    if (!this.isShared) this.store.release.letGo(Math.min(this.screenLetGo, this.analyst?.letGoBefore ?? 0));
  }

  private receive(message: ToEngine): void {
    if (message.kind === 'close') this.closed = true;
    else if (this.reading === null) this.waiting.push(message);
    else this.answer(message);
    this.wake();
  }

  private answer(message: Exclude<ToEngine, { kind: 'close' }>): void {
    switch (message.kind) {
      case 'filter':
        this.filters?.set(message);
        break;
      case 'search':
        this.filters?.find(message.id, message.text, message.from, message.direction);
        break;
      case 'cancel-search':
        this.filters?.cancelSearch();
        break;
      case 'command-lookup':
      case 'library-tree':
      case 'survey':
        this.analyst?.ask(message, this.context, this.progress);
        break;
      case 'cancel-survey':
        this.analyst?.cancel(message);
        break;
      case 'cancel-diagnosis':
        this.analyst?.cancelDiagnosis();
        break;
      case 'diagnose':
        if (this.ended) this.analyst?.diagnose(this.context, this.progress);
        break;
      case 'stop-reading':
      case 'read-on':
        this.stopped = message.kind === 'stop-reading' && this.task.kind === 'stored' && !this.ended;
        break;
      case 'dropped':
        this.context = { ...this.context, dropped: { bytes: message.bytes, aboutLines: null } };
        this.giveUpBefore(message.offset);
        break;
      case 'let-go':
        this.screenLetGo = message.before;
        this.letGo();
        break;
      case 'shared':
        this.isShared = true;
        break;
      case 'spool-complete':
        this.context = message.context;
        this.reading?.complete();
        break;
    }
  }

  private readonly note = (): void => {
    this.woken = true;
  };

  /**
   * Sleeps until a message comes, or came since this was last called.
   * @param setAlarm what may wake it, too; gives how to stop it
   */
  private async untilWoken(setAlarm?: (wake: () => void) => (() => void) | undefined): Promise<void> {
    if (!this.woken) {
      await new Promise<void>((resolve) => {
        const stop = setAlarm?.(resolve);
        this.wake = () => {
          stop?.();
          resolve();
        };
      });
    }
    this.wake = this.note;
    this.woken = false;
  }
}

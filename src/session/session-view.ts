// The screen's side of a session: a trace over shared memory, and what the engine behind it has said last.
import { secondsOf } from '../analyse/span.ts';
import type { CommandLookup, LibraryTree } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import { placeOf } from '../model/gone.ts';
import type { CaptureEnd, LiveCapture } from '../model/live-capture.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import type { Diagnosis, Report, RunnerUp } from '../model/report.ts';
import type { DiagnosisState, FilterCompletion, FilterReading, FilterResult, Headway, OutputPiece, Session, SessionState } from '../model/session.ts';
import type { GivenUp, SharedCapture, SurveyKind, Surveys } from '../model/survey.ts';
import type { Trace } from '../model/trace.ts';
import { completeFilter, type Tallies } from '../store/filter/complete-filter.ts';
import { readFilter } from '../store/filter/read-filter.ts';
import { Asked } from './asked.ts';
import { Changes } from './changes.ts';
import { DiagnosisAsker } from './diagnosis-asker.ts';
import { DropTeller } from './drop-teller.ts';
import { liveState } from './live-state.ts';
import type { FromEngine, Growth, Opened, Port, ToEngine } from './messages.ts';
import { outcomeOfRoot } from './outcome-of-root.ts';
import { ReadingRate } from './reading-rate.ts';
import { openMirror } from './shared-trace.ts';
import { SurveyAsker } from './survey-asker.ts';
import { TraceMirror } from './trace-mirror.ts';

let sessions = 0;

/** How a session came to be. */
export type SessionOrigin = { readonly kind: 'stored'; readonly follow: boolean } | { readonly kind: 'live'; readonly capture: LiveCapture };

export class SessionView implements Session {
  readonly id = ++sessions;
  readonly title: RawText;
  readonly trace: Trace;
  state: SessionState = { kind: 'starting' };
  report: Report | null = null;
  runnersUp: readonly RunnerUp[] = [];
  filtered: FilterResult = { expression: '', events: null, length: 0, folded: 0 };
  /** Resolves when the first records are there, or it is known that there will be none. */
  readonly begun: Promise<void>;
  private readonly from: SessionOrigin;
  private readonly port: Port<ToEngine, FromEngine>;
  private readonly mirror = new TraceMirror();
  private readonly changes = new Changes();
  private searched: number | null = null;
  private readonly searches = new Asked<EventIndex | null>();
  private readonly lookups = new Asked<CommandLookup | null>();
  private readonly trees = new Asked<LibraryTree | null>();
  private readonly surveys = new SurveyAsker((message) => this.port.post(message));
  private readonly diagnoses = new DiagnosisAsker((message) => this.port.post(message));
  private readonly drops = new DropTeller((message) => this.port.post(message));
  private readonly inTrace: OutputPiece[] = [];
  private readonly startedAtMs = performance.now();
  private rate = new ReadingRate();
  private tallies: Tallies = { names: new Uint32Array(0), errnos: new Uint32Array(0) };
  private opened: Opened | null = null;
  private filterId = 0;
  private commandEnded: Outcome | null = null;
  private end: CaptureEnd | null = null;
  private left = false;
  private markBegun: () => void = () => {};

  constructor(title: RawText, from: SessionOrigin, port: Port<ToEngine, FromEngine>) {
    this.title = title;
    this.from = from;
    this.port = port;
    this.trace = this.mirror.trace;
    this.begun = new Promise((resolve) => {
      this.markBegun = resolve;
    });
    port.onMessage((message) => this.receive(message));
    if (from.kind === 'live') this.follow(from.capture);
  }

  get origin(): Session['origin'] {
    return this.from.kind === 'live' ? this.from.capture.kind : 'stored';
  }

  get hasOurTerminal(): boolean {
    return this.live?.hasOurTerminal === true;
  }

  get command(): Session['command'] {
    return this.live?.context ?? null;
  }

  get output(): readonly OutputPiece[] {
    return this.from.kind === 'live' ? this.from.capture.output : this.inTrace;
  }

  onChange(listener: () => void): () => void {
    return this.changes.listen(listener);
  }

  readFilter(expression: string): FilterReading {
    const reading = readFilter(expression);
    return reading.kind === 'ok' ? { kind: 'ok', expression } : { kind: 'error', ...reading.mistake };
  }

  completeFilter(expression: string, cursor: number): readonly FilterCompletion[] {
    return completeFilter(expression, cursor, this.mirror.trace, this.tallies);
  }

  setFilter(expression: string, foldNoise: boolean): void {
    this.filterId++;
    this.port.post({ kind: 'filter', id: this.filterId, expression, foldNoise });
  }

  search(text: string, from: EventIndex, direction: 1 | -1): Promise<EventIndex | null> {
    if (this.state.kind === 'failed') return Promise.resolve(null);
    return this.searches.ask((id) => this.port.post({ kind: 'search', id, text, from, direction }));
  }

  cancelSearch(): void {
    this.port.post({ kind: 'cancel-search' });
  }

  stopReading(): boolean {
    if (this.state.kind !== 'loading') return false;
    this.port.post({ kind: 'stop-reading' });
    return true;
  }

  readOn(): boolean {
    if (this.state.kind !== 'partial') return false;
    this.rate = new ReadingRate();
    this.port.post({ kind: 'read-on' });
    return true;
  }

  searchProgress(): number | null {
    return this.searched;
  }

  commandLookup(event: EventIndex): Promise<CommandLookup | null> {
    return this.lookups.ask((id) => this.port.post({ kind: 'command-lookup', id, event }));
  }

  libraryTree(process: ProcessIndex): Promise<LibraryTree | null> {
    return this.trees.ask((id) => this.port.post({ kind: 'library-tree', id, process }));
  }

  survey<K extends SurveyKind>(kind: K, ask: Surveys[K]['ask']): Promise<Surveys[K]['answer'] | GivenUp> {
    return this.surveys.ask(kind, ask, this.filtered);
  }

  cancelSurvey(kind: SurveyKind, because: GivenUp): void {
    this.surveys.cancel(kind, because);
  }

  get diagnosis(): DiagnosisState {
    return this.diagnoses.state;
  }
  get final(): Promise<Diagnosis> {
    return this.diagnoses.final;
  }
  cancelDiagnosis(): boolean {
    return this.diagnoses.cancel();
  }
  diagnoseAgain(): boolean {
    const isBegun = this.diagnoses.again();
    if (isBegun) this.changes.changed(true);
    return isBegun;
  }

  shared(): SharedCapture | null {
    if (this.opened !== null) this.port.post({ kind: 'shared' });
    return this.opened === null ? null : { opened: this.opened, growth: this.mirror.snapshot() };
  }

  surveyProgress(kind: SurveyKind): Headway | null {
    return this.surveys.progress(kind);
  }

  sendInput(text: string): void {
    this.live?.sendInput(text);
  }
  closeInput(): void {
    this.live?.closeInput();
  }
  interrupt(): void {
    this.live?.interrupt();
  }
  async stop(): Promise<void> {
    await this.live?.stop();
  }
  async detach(): Promise<void> {
    this.left = true;
    await this.live?.detach();
  }

  async close(): Promise<void> {
    const { live } = this;
    if (live !== null && this.end === null && !this.left) await live.stop();
    await live?.ended;
    this.mirror.shut();
    this.port.post({ kind: 'close' });
    for (const asked of [this.searches, this.lookups, this.trees]) asked.answerAll(null);
    this.surveys.close();
    this.changes.stop();
    await live?.discard();
  }

  private get live(): LiveCapture | null {
    return this.from.kind === 'live' ? this.from.capture : null;
  }

  private follow(capture: LiveCapture): void {
    capture.onOutput(() => this.changes.changed());
    void capture.commandEnded.then((outcome) => {
      this.commandEnded = outcome;
      if (this.state.kind === 'live') this.state = { ...this.state, commandEnded: outcome };
      this.changes.changed();
    });
    void capture.ended.then((end) => {
      this.end = end;
      this.port.post({ kind: 'spool-complete', context: end.context });
    });
  }

  private receive(message: FromEngine): void {
    switch (message.kind) {
      case 'opened':
        this.opened = message;
        openMirror(this.mirror, message);
        this.tallies = { names: new Uint32Array(message.tallies.names), errnos: new Uint32Array(message.tallies.errnos) };
        break;
      case 'growth':
        this.grow(message);
        break;
      case 'filtered':
        if (message.id === this.filterId) this.filtered = message;
        break;
      case 'found':
        this.searched = null;
        this.searches.answer(message.id, message.event);
        break;
      case 'search-progress':
        this.searched = message.part;
        break;
      case 'report':
        this.diagnoses.told(message);
        this.report = message.report;
        this.runnersUp = message.runnersUp;
        break;
      case 'diagnosis-progress':
      case 'diagnosis-cancelled':
        this.diagnoses.told(message);
        break;
      case 'command-lookup':
        this.lookups.answer(message.id, message.answer);
        break;
      case 'library-tree':
        this.trees.answer(message.id, message.answer);
        break;
      case 'survey-progress':
        this.surveys.told(message.id, message.part);
        break;
      case 'survey':
        this.surveys.answered(message.id, message.reply);
        break;
      case 'output':
        this.inTrace.push(...message.lines.map((text) => ({ stream: 'in-trace' as const, text: rawText(`${text}\n`) })));
        break;
      case 'failed':
        this.diagnoses.told(message);
        this.fail(message.sentence);
        break;
    }
    this.changes.changed(message.kind === 'report' || message.kind === 'diagnosis-cancelled');
  }

  private grow(growth: Growth): void {
    this.mirror.grow(growth);
    if (this.filtered.events === null) this.filtered = { ...this.filtered, length: placeOf(growth.events, this.trace.gone) };
    this.drops.grown(growth, this.live);
    this.state = this.stateAfter(growth);
    if (growth.events > 0 || growth.ended || this.state.kind === 'live') this.markBegun();
  }

  private stateAfter({ ended, stopped, lines, bytesRead, bytesTotal, events, says }: Growth): SessionState {
    if (this.state.kind === 'failed') return this.state;
    const seconds = secondsOf(this.trace);
    if (this.from.kind === 'live') return liveState(this.from.capture, this.commandEnded, ended ? this.end : null, seconds);
    if (ended) return { kind: 'ended', outcome: outcomeOfRoot(this.trace), seconds };
    if (this.from.follow) return { kind: 'live', startedAtMs: this.startedAtMs, commandEnded: null, says };
    if (events === 0) return { kind: 'starting' };
    if (stopped) return { kind: 'partial', lines, bytesRead, bytesTotal };
    return { kind: 'loading', bytesRead, bytesTotal, bytesPerSecond: this.rate.after(bytesRead) };
  }

  private fail(sentence: string): void {
    this.state = { kind: 'failed', sentence };
    for (const asked of [this.searches, this.lookups, this.trees]) asked.answerAll(null);
    this.surveys.close();
    this.markBegun();
  }
}

// The engine's side of its analyst: starts it when it is first needed, keeps it up to date, and decides when to diagnose.
import type { CommandContext } from '../model/outcome.ts';
import type { TraceStore } from '../store/trace-store.ts';
import { DiagnosisPace, type Progress } from './diagnosis-pace.ts';
import { type GrowthReading, GrowthSender } from './growth-sender.ts';
import type { FromAnalyst, Opened, Port, ToAnalyst, ToEngine } from './messages.ts';

/** An analyst that nobody asks anything of a whole capture ends after so long, and gives back its memory: a quarter of a gigabyte at ten million calls. */
const IDLE_MS = 4000;
/**
 * Of a live capture also while calls come in, from so many on: with one analyst for all its diagnoses a capture of six million calls was measured at 1.7 GB.
 * The rests between them are long by then, and a start is short beside them. Of so many it ends with its diagnosis, whatever is asked next: what that leaves
 * to be collected (200 MB at ten million calls) would lie beside what views count, and V8 is in no hurry.
 */
const MANY_EVENTS = 1_000_000;

const DIAGNOSIS = 'diagnose';

export class AnalystDesk {
  private readonly store: TraceStore;
  private readonly start: () => Port<ToAnalyst, FromAnalyst>;
  private readonly opened: Opened;
  private readonly pass: (message: FromAnalyst) => void;
  private port: Port<ToAnalyst, FromAnalyst> | null = null;
  private sender: GrowthSender | null = null;
  private again: (() => void) | null = null;
  private readonly pace = new DiagnosisPace();
  /** What has no answer yet: {@link DIAGNOSIS}, and questions by their kind and id. */
  private readonly open = new Set<string>();
  private idle: NodeJS.Timeout | null = null;
  private letGo = 0;
  private ended = false;

  constructor(store: TraceStore, opened: Opened, start: () => Port<ToAnalyst, FromAnalyst>, pass: (message: FromAnalyst) => void) {
    this.store = store;
    this.opened = opened;
    this.start = start;
    this.pass = pass;
  }

  /** Live: diagnoses if it is time. */
  nowAndThen(context: CommandContext, reading: GrowthReading): void {
    if (!this.open.has(DIAGNOSIS) && this.pace.isDue(this.progress)) this.diagnose(context, reading);
  }

  /** Diagnoses now, or as soon as the diagnosis that is under way has ended. */
  diagnose(context: CommandContext, reading: GrowthReading): void {
    if (this.open.has(DIAGNOSIS)) {
      this.again = () => this.diagnose(context, reading);
      return;
    }
    this.open.add(DIAGNOSIS);
    this.again = null;
    this.pace.begun(this.progress);
    this.post({ kind: 'diagnose', context, final: reading.ended }, reading);
  }

  /** Gives up the diagnosis that is under way. */
  cancelDiagnosis(): void {
    this.again = null;
    if (this.open.has(DIAGNOSIS)) this.port?.post({ kind: 'cancel-diagnosis' });
  }

  ask(message: Extract<ToEngine, { kind: 'command-lookup' | 'library-tree' | 'survey' }>, context: CommandContext, reading: GrowthReading): void {
    this.open.add(`${message.kind} ${message.id}`);
    this.post({ ...message, context }, reading);
  }

  cancel(message: Extract<ToEngine, { kind: 'cancel-survey' }>): void {
    this.open.delete(`survey ${message.id}`);
    this.port?.post(message);
    this.restIfDone();
  }

  /** Tells an analyst that is there what has changed: what was given up it shall let go. */
  grow(reading: GrowthReading): void {
    if (this.port === null || this.sender === null) return;
    do this.port.post(this.sender.next(reading));
    while (this.sender.hasMore);
  }

  /** Of what was given up no analyst reads what came before this record. */
  get letGoBefore(): number {
    return this.port === null ? Number.POSITIVE_INFINITY : this.letGo;
  }

  close(): void {
    this.stayAwake();
    this.port?.post({ kind: 'close' });
    this.sender?.close();
    this.port = null;
    this.sender = null;
  }

  private get progress(): Progress {
    const { events, processes } = this.store;
    return { atMs: performance.now(), events, ends: processes.endCount, commandEnded: (processes.processes[0]?.end ?? null) !== null };
  }

  private stayAwake(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
  }

  private restIfDone(): void {
    this.stayAwake();
    if (this.open.size > 0 || !(this.ended || this.store.events >= MANY_EVENTS)) return;
    this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
  }

  private post(message: ToAnalyst, reading: GrowthReading): void {
    this.ended = reading.ended;
    // Who works on a question is not sent to rest over it.
    this.stayAwake();
    if (this.port === null || this.sender === null) {
      this.port = this.start();
      this.port.onMessage((answer) => this.receive(answer));
      this.port.post(this.opened);
      this.sender = new GrowthSender(this.store);
      this.letGo = this.store.release.gone?.records.to ?? 0;
    }
    this.grow(reading);
    this.port.post(message);
  }

  private receive(answer: FromAnalyst): void {
    if (answer.kind === 'let-go') this.letGo = answer.before;
    if (answer.kind === 'report' || answer.kind === 'no-report' || answer.kind === 'diagnosis-cancelled' || answer.kind === 'failed') {
      this.open.delete(DIAGNOSIS);
      this.pace.answered(performance.now());
    }
    if (answer.kind === 'command-lookup' || answer.kind === 'library-tree' || answer.kind === 'survey')
      this.open.delete(`${answer.kind} ${answer.id}`);
    this.pass(answer);
    this.again?.();
    if (answer.kind === 'report' && this.open.size === 0 && this.store.events >= MANY_EVENTS) this.close();
    else this.restIfDone();
  }
}

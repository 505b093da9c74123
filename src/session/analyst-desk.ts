// The engine's side of its analyst: starts it when it is first needed, keeps it up to date, and decides when to diagnose.
import type { CommandContext } from '../model/outcome.ts';
import type { TraceStore } from '../store/trace-store.ts';
import { GrowthSender } from './growth-sender.ts';
import type { FromAnalyst, Growth, Opened, Port, ToAnalyst, ToEngine } from './messages.ts';

/** Live: diagnosed this often, when there is something new. */
const EVERY_MS = 1000;
/** Sooner when a process has ended, but not more often than this. */
const AFTER_END_MS = 150;

export type Reading = Pick<Growth, 'lines' | 'ended' | 'bytesRead' | 'bytesTotal'>;

export class AnalystDesk {
  private readonly store: TraceStore;
  private readonly start: () => Port<ToAnalyst, FromAnalyst>;
  private readonly opened: Opened;
  private readonly pass: (message: FromAnalyst) => void;
  private port: Port<ToAnalyst, FromAnalyst> | null = null;
  private sender: GrowthSender | null = null;
  private busy = false;
  private again: (() => void) | null = null;
  private askedAtMs = Number.NEGATIVE_INFINITY;
  private tookMs = 0;
  private seen = { events: -1, ends: -1 };

  constructor(store: TraceStore, opened: Opened, start: () => Port<ToAnalyst, FromAnalyst>, pass: (message: FromAnalyst) => void) {
    this.store = store;
    this.opened = opened;
    this.start = start;
    this.pass = pass;
  }

  /** Diagnoses if it is time: each second, and when a process has ended; less often where a diagnosis takes long. */
  nowAndThen(context: CommandContext, reading: Reading): void {
    const { events, processes } = this.store;
    const since = performance.now() - this.askedAtMs;
    if (this.busy || events === this.seen.events || since < AFTER_END_MS + this.tookMs * 4) return;
    if (since >= EVERY_MS || processes.endCount !== this.seen.ends) this.diagnose(context, reading);
  }

  /** Diagnoses now, or as soon as the diagnosis that is under way has ended. */
  diagnose(context: CommandContext, reading: Reading): void {
    if (this.busy) {
      this.again = () => this.diagnose(context, reading);
      return;
    }
    this.busy = true;
    this.again = null;
    this.askedAtMs = performance.now();
    this.seen = { events: this.store.events, ends: this.store.processes.endCount };
    this.post({ kind: 'diagnose', context }, reading);
  }

  ask(message: Extract<ToEngine, { kind: 'command-lookup' | 'library-tree' | 'survey' }>, context: CommandContext, reading: Reading): void {
    this.post({ ...message, context }, reading);
  }

  cancel(message: Extract<ToEngine, { kind: 'cancel-survey' }>): void {
    this.port?.post(message);
  }

  close(): void {
    this.port?.post({ kind: 'close' });
  }

  private post(message: ToAnalyst, reading: Reading): void {
    if (this.port === null || this.sender === null) {
      this.port = this.start();
      this.port.onMessage((answer) => this.receive(answer));
      this.port.post(this.opened);
      this.sender = new GrowthSender(this.store);
    }
    do this.port.post(this.sender.next(reading));
    while (this.sender.hasMore);
    this.port.post(message);
  }

  private receive(answer: FromAnalyst): void {
    if (answer.kind === 'report' || answer.kind === 'failed') {
      this.busy = false;
      this.tookMs = performance.now() - this.askedAtMs;
    }
    this.pass(answer);
    this.again?.();
  }
}

// Diagnoses a capture and answers questions about it, in a thread of its own: neither filters nor the screen wait for it, or for the host it asks.
// A diagnosis is one long piece of work. Every now and then it lets in what has come meanwhile: what a person looks at goes before it.
import { Headway } from '../analyse/headway.ts';
import { type Analysis, analysisFor } from './analysis.ts';
import { failure } from './failure.ts';
import type { AskHost, FromAnalyst, LookingPort, ToAnalyst } from './messages.ts';
import { openMirror } from './shared-trace.ts';
import { SurveyDesk } from './survey-desk.ts';
import { TraceMirror } from './trace-mirror.ts';

/** A diagnosis looks for messages this often. */
const LET_IN_EVERY_MS = 20;
/** And says how far it is. */
const TELL_EVERY_MS = 100;

type Diagnose = Extract<ToAnalyst, { kind: 'diagnose' }>;

/** @param askHost null: no host is asked */
export function startAnalyst(port: LookingPort<FromAnalyst, ToAnalyst>, askHost: AskHost | null): void {
  const analyst = new Analyst(port, analysisFor(askHost));
  port.onMessage((message) => analyst.receive(message));
}

/** Ends a diagnosis that nobody wants any more. */
class Unwanted extends Error {}

class Analyst {
  private readonly port: LookingPort<FromAnalyst, ToAnalyst>;
  private readonly analysis: Analysis;
  private readonly mirror = new TraceMirror();
  private readonly surveys: SurveyDesk;
  /** The diagnosis that is under way, or waits until no survey is at work. */
  private wanted: Diagnose | null = null;
  private isDiagnosing = false;
  /** Nothing is read here that was given up before this record, and that was told. */
  private letGoBefore = 0;

  constructor(port: LookingPort<FromAnalyst, ToAnalyst>, analysis: Analysis) {
    this.port = port;
    this.analysis = analysis;
    this.surveys = new SurveyDesk((message) => port.post(message));
  }

  receive(message: ToAnalyst): void {
    try {
      this.answer(message);
    } catch (error) {
      this.port.post(failure(error));
    }
  }

  private answer(message: ToAnalyst): void {
    const { analysis, mirror, port, surveys } = this;
    const { trace } = mirror;
    switch (message.kind) {
      case 'opened':
        openMirror(mirror, message);
        break;
      case 'growth':
        mirror.grow(message);
        this.letGo();
        break;
      case 'diagnose':
        this.wanted = message;
        surveys.whenIdle(() => this.wanted === message && this.diagnose(message));
        break;
      case 'command-lookup':
        port.post({ kind: 'command-lookup', id: message.id, answer: analysis.commandLookup(trace, message.event, message.context) });
        break;
      case 'library-tree':
        port.post({ kind: 'library-tree', id: message.id, answer: analysis.libraryTree(trace, message.process, message.context) });
        break;
      case 'survey':
        surveys.begin(message.id, () => analysis.survey(trace, message.ask, message.scope, message.context));
        break;
      case 'cancel-survey':
        surveys.cancel(message.id);
        break;
      case 'cancel-diagnosis':
        this.cancelDiagnosis();
        break;
      case 'close':
        this.wanted = null;
        surveys.cancelAll();
        break;
    }
  }

  /** A diagnosis reads what there was when it began. */
  private letGo(): void {
    const before = this.mirror.trace.gone?.to ?? 0;
    if (this.isDiagnosing || before <= this.letGoBefore) return;
    this.letGoBefore = before;
    this.port.post({ kind: 'let-go', before });
  }

  private cancelDiagnosis(): void {
    const isWaiting = this.wanted !== null && !this.isDiagnosing;
    this.wanted = null;
    if (isWaiting) this.port.post({ kind: 'diagnosis-cancelled' });
  }

  private diagnose(message: Diagnose): void {
    const { final, context } = message;
    let part = 0;
    let letInAtMs = performance.now();
    let workedMs = 0;
    let toldAtMs = 0;
    if (final) this.port.post({ kind: 'diagnosis-progress', part, workedMs });
    const headway = new Headway((reached) => {
      part = reached;
    });
    const trace = this.mirror.frozen(() => {
      const sinceMs = performance.now() - letInAtMs;
      if (sinceMs < LET_IN_EVERY_MS) return;
      workedMs += sinceMs;
      if (final && workedMs - toldAtMs >= TELL_EVERY_MS) {
        this.port.post({ kind: 'diagnosis-progress', part, workedMs });
        toldAtMs = workedMs;
      }
      this.letIn();
      if (this.wanted !== message) throw new Unwanted();
      letInAtMs = performance.now();
    });
    this.isDiagnosing = true;
    try {
      this.port.post({ kind: 'report', final, ...this.analysis.diagnose(trace, context, headway) });
    } catch (error) {
      if (error instanceof Unwanted) this.port.post({ kind: 'diagnosis-cancelled' });
      else this.port.post(final ? failure(error) : { kind: 'no-report' });
    }
    this.isDiagnosing = false;
    this.letGo();
    if (this.wanted === message) this.wanted = null;
  }

  /** Works off all that has come. */
  private letIn(): void {
    do for (let message = this.port.take(); message !== null; message = this.port.take()) this.receive(message);
    while (this.surveys.work());
  }
}

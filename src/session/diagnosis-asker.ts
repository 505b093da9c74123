// The screen's side of a diagnosis of a whole capture: how it stands, its result, given up and asked for again.
import { Problem } from '../model/problem.ts';
import type { Diagnosis } from '../model/report.ts';
import type { DiagnosisState } from '../model/session.ts';
import type { FromAnalyst, ToEngine } from './messages.ts';

const IDLE: DiagnosisState = { kind: 'idle' };

export class DiagnosisAsker {
  state: DiagnosisState = IDLE;
  /** As `Session.final`. */
  readonly final: Promise<Diagnosis>;
  private readonly post: (message: ToEngine) => void;
  private settle: (diagnosis: Diagnosis) => void = () => {};
  private fail: (problem: Problem) => void = () => {};

  constructor(post: (message: ToEngine) => void) {
    this.post = post;
    this.final = new Promise((resolve, reject) => {
      this.settle = resolve;
      this.fail = reject;
    });
    // Whoever wants it waits for it; nobody must.
    this.final.catch(() => {});
  }

  told(message: FromAnalyst): void {
    switch (message.kind) {
      case 'diagnosis-progress':
        this.state = { kind: 'at-work', part: message.part, workedMs: message.workedMs };
        break;
      case 'diagnosis-cancelled':
        this.state = { kind: 'cancelled' };
        break;
      case 'report':
        if (!message.final) break;
        this.state = IDLE;
        this.settle({ report: message.report, runnersUp: message.runnersUp, grounds: message.grounds });
        break;
      case 'failed':
        this.state = IDLE;
        this.fail(new Problem('unreadable-input', message.sentence));
    }
  }

  cancel(): boolean {
    if (this.state.kind !== 'at-work') return false;
    this.post({ kind: 'cancel-diagnosis' });
    return true;
  }

  again(): boolean {
    if (this.state.kind !== 'cancelled') return false;
    this.state = { kind: 'at-work', part: 0, workedMs: 0 };
    this.post({ kind: 'diagnose' });
    return true;
  }
}

// What the steps of a walk came to.
import type { AppliedFix } from '../model/fix.ts';
import type { Finding } from '../model/report.ts';
import type { Facts, ProvenCause, StepKind, StepStatus } from '../model/wizard.ts';

/** What one step came to. Plain data: it is kept when the screen closes. */
export interface StepResult {
  readonly status: StepStatus;
  readonly says: string;
  readonly command: readonly string[] | null;
  readonly evidence: readonly string[];
  readonly facts: Facts;
  readonly cause?: ProvenCause;
  /** Of judge and trace: best first. */
  readonly findings?: readonly Finding[];
  /** Of a trace: where its capture lies. */
  readonly capture?: string;
  readonly tookMs?: number;
  /** When it came to that (ms since 1970). */
  readonly atMs?: number;
  /** Of a fix that was applied: verify, save and undo go by it. */
  readonly fix?: AppliedFix;
}

export interface StepRecord extends StepResult {
  readonly step: string;
  readonly kind: StepKind;
}

// What the wizard says of its steps: `whytrace.wizard/1`, and the answer of one probe alone.
import type { Finding } from './report.ts';

export type StepKind = 'ask' | 'probe' | 'trace' | 'judge' | 'fix' | 'verify' | 'save';

/** `unknown`: it could not be found out, and the evidence says why and what to do; never a verdict. */
export type StepStatus = 'pass' | 'fail' | 'unknown' | 'skipped';

/** What a probe found, by name, for conditions of cards and for other steps: `{ state: 'not-found', directories: ['/bin'] }`. */
export type Facts = Readonly<Record<string, Fact>>;
export type Fact = string | number | boolean | null | readonly string[];

/** What a probe proved by itself, in the words of the failure table. `parameters` fill the remedies of causes.yaml. */
export interface ProvenCause {
  readonly code: string;
  readonly subject: string;
  readonly title: string;
  readonly errno?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Strings may hold text from outside (file names, a shell's output): escape before printing. */
export interface ProbeAnswer {
  /** `pass`: as it should be; `fail`: something is wrong. */
  readonly status: Exclude<StepStatus, 'skipped'>;
  /** The answer in one sentence a beginner understands. */
  readonly says: string;
  /** The lines that show it, the most telling first. */
  readonly evidence: readonly string[];
  readonly facts: Facts;
  /** Commands with which a person can see the same, or null where there is none. What was run, if something was. */
  readonly command: readonly string[] | null;
  /** Set when the probe alone proves a cause of the failure table, with or without a trace. */
  readonly cause?: ProvenCause;
}

/** One step as it is printed and saved. */
export interface StepReport {
  readonly id: string;
  readonly kind: StepKind;
  readonly says: string;
  readonly command: readonly string[] | null;
  readonly status: StepStatus;
  readonly evidence: readonly string[];
}

/** `wizard --json`. */
export interface WizardReport {
  readonly schema: 'whytrace.wizard/1';
  readonly card: string;
  readonly steps: readonly StepReport[];
  readonly findings: readonly Finding[];
}

// What the steps of a walk need from outside. The real ones are made by `host-tools.ts`; tests bring their own.
import type { Diagnosis } from '../model/report.ts';
import type { Probe, ProbeRequest } from './probe.ts';

/** A capture to be made. */
export type TraceRequest =
  | {
      readonly how: 'run';
      readonly argv: readonly string[];
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
      /** strace's own classes; null for the default set. */
      readonly calls: string | null;
      readonly seconds: number;
    }
  | { readonly how: 'attach'; readonly pid: number; readonly calls: string | null; readonly seconds: number };

/** A capture that was made, and what it shows. */
export interface Traced {
  readonly diagnosis: Diagnosis;
  /** The capture's file; it stays until the walk is closed. */
  readonly capture: string;
  /** strace ended too early, or said something: one sentence. */
  readonly failure: string | null;
}

/** How a running step tells of itself, and is cut short. */
export interface StepWatch {
  readonly signal: AbortSignal;
  progress(says: string): void;
}

export interface StepTools {
  probe(name: string): Probe | null;
  request(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>, watch: StepWatch): ProbeRequest;
  /** @throws Problem where this host can't be traced, or the process is gone */
  trace(request: TraceRequest, watch: StepWatch): Promise<Traced>;
}

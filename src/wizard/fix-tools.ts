// The steps fix, verify and save of a walk as functions, for the screen and for scripts. The real ones are made by `host-fix-tools.ts`; tests bring their own.
import type { EarlierCases } from '../cases/matching.ts';
import type { FixPlan } from '../model/fix.ts';
import type { Finding, Remedy } from '../model/report.ts';
import type { DryRun } from './fix/dry-run.ts';
import type { StepResult } from './step-result.ts';
import type { StepTools, StepWatch } from './tools.ts';
import type { Given, Walk } from './walk.ts';

/** What taking a fix back came to. `blocked`: something was changed later, and would be lost: nothing was done. */
export interface UndoResult {
  readonly state: 'undone' | 'blocked' | 'nothing' | 'failed';
  readonly says: string;
  /** What was restored; what stands in the way. One line each, from outside: escape before printing. */
  readonly evidence: readonly string[];
}

/** A fix that was broken off: whytrace was killed while it applied it. Taking it back gives the state from before. */
export interface UnfinishedFix {
  readonly caseId: string;
  readonly title: string;
  readonly atMs: number;
}

/** None of them rejects for what a host may lack or refuse: the result says so. */
export interface FixTools {
  /** The name of the case of this walk, always the same: under it its fix is kept, and can be taken back. */
  caseIdOf(walk: Walk): string;
  /** Looks only. What it returns is shown before the person is asked. */
  plan(remedy: Remedy, given: Given): Promise<FixPlan>;
  /** What commands say that can tell beforehand themselves (`apt-get install --dry-run`): one block of lines a command. */
  dryRun(plan: FixPlan, watch: StepWatch): Promise<readonly DryRun[]>;
  /** The person has said yes. The result is that of the step fix: `pass`, or `fail` where a command failed; what was done until then can be undone. */
  apply(plan: FixPlan, caseId: string, watch: StepWatch): Promise<StepResult>;
  /** Also days later, also of a fix that was broken off. */
  undo(caseId: string): Promise<UndoResult>;
  unfinished(): Promise<readonly UnfinishedFix[]>;
  /** Traces the command again and holds it against the first capture: `pass` only when it is fixed; its fact `verdict` is a `Verdict`. */
  verify(walk: Walk, tools: StepTools, watch: StepWatch): Promise<StepResult>;
  /** Keeps the case, masked of secrets. Its facts: `case` (the id) and `directory`. */
  save(walk: Walk): Promise<StepResult>;
  /** null where there is none, and where no case was ever kept. `except`: the case that is being worked on. */
  earlier(finding: Finding, except?: string): Promise<EarlierCases | null>;
}

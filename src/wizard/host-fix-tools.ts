// The steps fix, verify and save on this host.
import { markUndone } from '../cases/keep-case.ts';
import { earlierCases } from '../cases/matching.ts';
import { applyFix } from './fix/apply-fix.ts';
import { dryRunFix } from './fix/dry-run.ts';
import { planFix } from './fix/plan-fix.ts';
import { undoFix } from './fix/undo-fix.ts';
import { unfinishedFixes } from './fix/unfinished.ts';
import type { FixTools, UndoResult } from './fix-tools.ts';
import { caseIdOf, saveCase } from './save-case.ts';
import { verifyFix } from './verify.ts';

export const hostFixTools: FixTools = {
  caseIdOf,
  plan: planFix,
  dryRun: dryRunFix,
  apply: applyFix,
  undo: undoAndNote,
  unfinished: async () => unfinishedFixes(),
  verify: verifyFix,
  save: saveCase,
  earlier: async (finding, except) => earlierCases(finding, except),
};

/** The case, where it is saved, tells that its fix is no more. */
export async function undoAndNote(caseId: string): Promise<UndoResult> {
  const result = await undoFix(caseId);
  if (result.state !== 'undone') return result;
  try {
    await markUndone(caseId, Date.now());
    return result;
  } catch (error) {
    return { ...result, evidence: [...result.evidence, `the case could not be changed: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

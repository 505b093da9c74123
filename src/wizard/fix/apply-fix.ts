// Applies a plan after the person's yes: first what will be touched is kept and on disk, then the steps run; what became of them is noted for the undo.
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrivateDirectories } from '../../capture/private-directory.ts';
import { makeDataDirectory } from '../../cases/data-directory.ts';
import { withLock } from '../../cases/lock.ts';
import { ourselves } from '../../cases/owner.ts';
import { syncPath } from '../../cases/write-whole.ts';
import type { AppliedFix, FixPlan, FixStep } from '../../model/fix.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { StepResult } from '../step-result.ts';
import type { StepWatch } from '../tools.ts';
import { applyEdit } from './apply-edit.ts';
import { fixSteps, unique } from './fix-steps.ts';
import { type Journal, type Kept, undoDirectory, writeJournal } from './journal.ts';
import { keep, lookAgain } from './keep.ts';
import { lstatOrNull } from './path-facts.ts';
import { NotKept } from './path-state.ts';
import { besideName } from './restore.ts';
import { runCommand } from './run-command.ts';

/** Never rejects for what the host refuses: that is a result that says so. */
export async function applyFix(plan: FixPlan, caseId: string, watch: StepWatch): Promise<StepResult> {
  const { kind, remedy, run, undo } = plan;
  const fix: AppliedFix = { caseId, remedy, kind, run, undo };
  const result = await applied(plan, caseId, watch);
  return {
    command: plan.steps.find(({ command }) => command !== null)?.command ?? remedy.commands[0] ?? null,
    facts: { kind, undo, case: caseId },
    ...result,
    ...(result.status === 'unknown' ? {} : { fix }),
    atMs: Date.now(),
  };
}

type Came = Pick<StepResult, 'status' | 'says' | 'evidence'>;

async function applied(plan: FixPlan, caseId: string, watch: StepWatch): Promise<Came> {
  const { kind, remedy, steps, paste } = plan;
  if (kind === 'by-hand') return { status: 'pass', says: `to be done by hand: ${remedy.title}`, evidence: [] };
  if (kind === 'wrapped')
    return { status: 'pass', says: `the command is run another way: ${remedy.title}`, evidence: remedy.commands.map(shellLine) };
  if (kind === 'variable') {
    const says = 'the variable is set for the next run only: a command cannot change the shell that called it';
    return {
      status: 'pass',
      says,
      evidence: paste === null ? [] : [`paste this into your shell: ${paste}`, 'new shells do not have it unless a start-up file sets it'],
    };
  }
  if (kind === 'look') {
    const { evidence } = await runSteps(steps, plan, caseId, watch);
    return { status: 'unknown', says: 'that only looked: nothing was changed', evidence };
  }
  const now = (await fixSteps(remedy, plan)).map(({ warnings: _, ...step }) => step);
  if (JSON.stringify(now) !== JSON.stringify(steps))
    return { status: 'unknown', says: 'something has changed since this was shown: look at it again. Nothing was changed', evidence: [] };
  try {
    const data = makeDataDirectory();
    return await withLock(join(data.path, 'undo.lock'), () => keepAndApply(plan, caseId, join(undoDirectory(data.path), caseId), watch));
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { status: 'unknown', says: `what was there before cannot be kept: ${because}. Nothing was changed`, evidence: [] };
  }
}

/** @throws before anything is changed: NotKept, the system's error */
async function keepAndApply(plan: FixPlan, caseId: string, caseDirectory: string, watch: StepWatch): Promise<Came> {
  makePrivateDirectories(caseDirectory);
  const directory = join(caseDirectory, String(readdirSync(caseDirectory).length + 1).padStart(3, '0'));
  mkdirSync(directory, { mode: 0o700 });
  watch.progress('keeping what is there now');
  const kept: Kept[] = [];
  for (const touch of unique(plan.steps.filter(({ undo }) => undo !== 'none').flatMap(({ touches }) => touches))) {
    try {
      kept.push(await keep(touch, directory, `kept-${kept.length}`));
    } catch (error) {
      throw error instanceof NotKept && touch.kind === 'path' ? new NotKept(`${touch.path}: ${error.message}`) : error;
    }
  }
  const journal: Journal = {
    schema: 'whytrace.undo/1',
    caseId,
    title: plan.remedy.title,
    done: plan.steps.map(({ command, says }) => (command === null ? says.join('; ') : shellLine(command))),
    state: 'applying',
    owner: ourselves(),
    atMs: Date.now(),
    cwd: plan.cwd,
    kept,
    parents: parentTimes(kept),
    temporaries: kept.flatMap(({ touch }) => (touch.kind === 'path' && touch.what === 'content' ? [besideName(touch.path, caseId)] : [])),
  };
  syncPath(directory);
  syncPath(caseDirectory);
  writeJournal(directory, journal);
  // From here on things change; what goes wrong is told, and can be taken back.
  const { ok, evidence, failed } = await runSteps(plan.steps, plan, caseId, watch);
  const after: Kept[] = [];
  for (const one of kept) after.push(await lookAgain(one));
  writeJournal(directory, {
    ...journal,
    state: 'applied',
    kept: after,
    parents: journal.parents.map((one) => ({ ...one, after: timeOf(one.path) })),
  });
  if (ok) return { status: 'pass', says: `done: ${plan.remedy.title}`, evidence };
  const takenBack = kept.length === 0 ? '' : `; what was done until then can be taken back: whytrace cases undo ${caseId}`;
  return { status: 'fail', says: `${failed} failed${takenBack}`, evidence };
}

const MOST_LINES = 40;

async function runSteps(steps: readonly FixStep[], place: Pick<FixPlan, 'cwd' | 'env'>, caseId: string, { signal, progress }: StepWatch) {
  const evidence: string[] = [];
  for (const { command, edit, says } of steps) {
    const title = command === null ? says.join('; ') : shellLine(command);
    progress(title);
    if (command !== null) {
      const { ok, output, ended } = await runCommand(command, place, signal);
      const lines = output.split('\n').filter((line) => line.trim() !== '');
      evidence.push(`$ ${title}`, ...lines.slice(-MOST_LINES));
      if (!ok) return { ok: false, evidence: [...evidence, ended], failed: title };
    } else if (edit !== null) {
      try {
        await applyEdit(edit, place.cwd, caseId);
        evidence.push(title);
      } catch (error) {
        return { ok: false, evidence: [...evidence, error instanceof Error ? error.message : String(error)], failed: title };
      }
    }
  }
  return { ok: true, evidence, failed: null };
}

/** Of the directories in which names may come or go. */
function parentTimes(kept: readonly Kept[]): Journal['parents'] {
  const paths = kept.flatMap(({ touch }) => (touch.kind === 'path' && touch.what === 'content' ? [dirname(touch.path)] : []));
  return [...new Set(paths)].flatMap((path) => {
    const before = timeOf(path);
    return before === null ? [] : [{ path, before, after: null }];
  });
}

const timeOf = (path: string): string | null => {
  const stats = lstatOrNull(path);
  return stats === null ? null : String(stats.mtimeNs);
};

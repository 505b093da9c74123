// Runs the same command again and holds what it does against the first capture: only that shows whether a fix has mended it.

import { subjectShape } from '../cases/shape.ts';
import type { FixedRun, Verdict } from '../model/fix.ts';
import { Problem } from '../model/problem.ts';
import type { Diagnosis, Finding, Remedy } from '../model/report.ts';
import { readProcessPtraceFacts } from '../probes/ptrace-facts.ts';
import { shellLine } from '../text/shell-quote.ts';
import { cardShelf } from './card-shelf.ts';
import { chainLines } from './chain-lines.ts';
import { judgedTrace } from './judge.ts';
import { traceRequest } from './run-step.ts';
import type { StepResult } from './step-result.ts';
import { stillProven } from './still-proven.ts';
import type { StepTools, StepWatch, TraceRequest } from './tools.ts';
import { findingsOf, type Walk } from './walk.ts';

const SECONDS = 20;
const AS_GIVEN: FixedRun = { set: {}, unset: [], argv: null };

/** Never rejects for what this host refuses. Its fact `verdict` is a {@link Verdict}; where it is not `fixed`, the fix should be offered to be taken back. */
export async function verifyFix(walk: Walk, tools: StepTools, watch: StepWatch): Promise<StepResult> {
  const fix = walk.taken.findLast((record) => record.fix !== undefined)?.fix;
  const request = await againRequest(walk, fix?.run ?? AS_GIVEN);
  if (request === null) return result('unknown', 'there is no command that could be run again', null, []);
  const command =
    request.how === 'run'
      ? ['whytrace', 'diagnose', ...runOptions(fix?.run ?? AS_GIVEN), '--', ...request.argv]
      : ['whytrace', 'diagnose', '--pid', String(request.pid)];
  if (request.how === 'attach' && hasEnded(request.pid) && !endedByFix(fix?.remedy ?? null, request.pid))
    return result('fixed', `process ${request.pid} waits no more: it has gone on to its end`, command, []);
  try {
    const { diagnosis, capture, failure } = await tools.trace(request, watch);
    if (watch.signal.aborted) return result('unknown', 'it was cut short, and does not tell', command, []);
    const { verdict, says, found } = compare(walk, diagnosis);
    const proven = verdict === 'fixed' ? await stillProven(walk, { request, capture }, tools, watch) : null;
    if (proven !== null) return { ...result('same', `it is still so: ${proven.title}`, command, []), capture };
    const undoable = verdict !== 'fixed' && fix !== undefined && (fix.undo === 'exact' || fix.undo === 'by-command');
    const evidence = [
      ...chainLines(found === null ? [] : [found]),
      ...(failure === null ? [] : [failure]),
      ...(undoable ? [`the fix can be taken back: whytrace cases undo ${fix.caseId}`] : []),
    ];
    return { ...result(verdict, says, command, evidence), facts: { verdict, code: found?.code ?? null, subject: found?.subject ?? null }, capture };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return result('unknown', error.message, command, []);
  }
}

/** Also a process that its parent has not waited for has come to its end. */
function hasEnded(pid: number): boolean {
  const facts = readProcessPtraceFacts(pid);
  return facts === null || facts.zombie;
}

/** Whoever ends what hangs has not mended it. */
const endedByFix = (remedy: Remedy | null, pid: number): boolean => remedy?.commands.some((command) => command.includes(String(pid))) ?? false;

/** As the first capture was made, with what the fix changes in how it is run. */
async function againRequest(walk: Walk, run: FixedRun): Promise<TraceRequest | null> {
  const first = judgedTrace(walk.taken);
  const step = (await cardShelf()).named(walk.card)?.steps.find((one) => one.kind === 'trace' && one.id === first?.step);
  const { argv, pid, cwd, env } = walk.given;
  const traced = step?.kind === 'trace' ? traceRequest(step, walk) : { missing: 'trace' };
  const request: TraceRequest | null =
    'how' in traced
      ? traced
      : argv !== null
        ? { how: 'run', argv, cwd, env, calls: null, seconds: SECONDS }
        : pid !== null
          ? { how: 'attach', pid, calls: null, seconds: SECONDS }
          : null;
  if (request?.how !== 'run') return request;
  const kept = Object.entries(request.env).filter(([name]) => !run.unset.includes(name));
  return { ...request, argv: run.argv ?? request.argv, env: { ...Object.fromEntries(kept), ...run.set } };
}

const runOptions = ({ set, unset }: FixedRun): readonly string[] =>
  [...unset, ...Object.entries(set).map(([name, value]) => `${name}=${value}`)].flatMap((change) => ['-E', change]);

function compare(walk: Walk, { report }: Diagnosis): { verdict: Verdict; says: string; found: Finding | null } {
  // What the judgement had named; nothing where it could name no cause.
  const [first = null] = findingsOf(walk);
  const name = report.command === null ? 'the process' : shellLine(report.command);
  if (report.verdict === 'no-fault') return { verdict: 'fixed', says: `fixed: ${name} does what it should now`, found: null };
  const [found = null] = report.findings;
  const still = first === null ? undefined : report.findings.find((one) => isSamePlace(first, one));
  if (still !== undefined) return { verdict: 'same', says: `it still fails at the same place: ${still.title}`, found: still };
  // A server that could not start, and now serves until it is stopped, does not hang.
  if (report.outcome.kind === 'hang' && firstOutcome(walk) !== 'hang') {
    const says = `it no longer fails there: ${name} was still running after ${Math.round(report.outcome.seconds)} s, when it was stopped. Whether it does its work is for you to say`;
    return { verdict: 'unknown', says, found };
  }
  if (found !== null && first !== null)
    return { verdict: 'elsewhere', says: `that is mended, and it fails for another reason now: ${found.title}`, found };
  return { verdict: 'unknown', says: `${name} still does not do what it should, and the capture does not show whether it is the same`, found };
}

const firstOutcome = ({ taken }: Walk): unknown => taken.findLast(({ kind }) => kind === 'trace')?.facts.outcome;

/** Names made up for one run (temporary files, ports, pids) do not make it another place. */
const isSamePlace = (one: Finding, other: Finding): boolean => one.code === other.code && subjectShape(one.subject) === subjectShape(other.subject);

const result = (verdict: Verdict, says: string, command: StepResult['command'], evidence: readonly string[]): StepResult => ({
  status: verdict === 'fixed' ? 'pass' : verdict === 'unknown' ? 'unknown' : 'fail',
  says,
  command,
  evidence,
  facts: { verdict },
  atMs: Date.now(),
});

// Takes the steps of a walk that need no answer from the person: probes, captures, the judgement.
import { earlierCases } from '../cases/matching.ts';
import type { CardStep, StepOf } from '../knowledge/card-steps.ts';
import { Problem } from '../model/problem.ts';
import type { Finding, Report } from '../model/report.ts';
import type { Facts } from '../model/wizard.ts';
import { cardShelf } from './card-shelf.ts';
import { chainLines } from './chain-lines.ts';
import { judge } from './judge.ts';
import { caseIdOf } from './save-case.ts';
import type { StepResult } from './step-result.ts';
import { fillAll } from './template.ts';
import type { StepTools, StepWatch, TraceRequest } from './tools.ts';
import type { Walk } from './walk.ts';

const PROBE_SECONDS = 10;
const TRACE_SECONDS = 20;

export type AutomaticStep = StepOf<'probe'> | StepOf<'trace'> | StepOf<'judge'>;

export const isAutomatic = (step: CardStep): step is AutomaticStep => step.kind === 'probe' || step.kind === 'trace' || step.kind === 'judge';

/** Never rejects: what went wrong is a result that is `unknown` and says why. */
export async function runStep(step: AutomaticStep, walk: Walk, tools: StepTools, watch: StepWatch): Promise<StepResult> {
  const startedMs = performance.now();
  const result = await (step.kind === 'probe'
    ? runProbe(step, walk, tools, watch)
    : step.kind === 'trace'
      ? runTrace(step, walk, tools, watch)
      : runJudge(walk));
  return { ...result, tookMs: Math.round(performance.now() - startedMs), atMs: Date.now() };
}

/** What earlier cases tell comes first: it may save the person the rest. */
async function runJudge(walk: Walk): Promise<StepResult> {
  const result = judge(walk, (await cardShelf()).causes);
  const [finding] = result.findings ?? [];
  if (finding === undefined) return result;
  const own = caseIdOf({ ...walk, taken: [...walk.taken, { ...result, step: 'judge', kind: 'judge' }] });
  const earlier = earlierCases(finding, own);
  if (earlier === null) return result;
  const told = `${earlier.says} (whytrace cases show ${earlier.ids[0]})`;
  return { ...result, evidence: [told, ...result.evidence], facts: { ...result.facts, seenBefore: earlier.count } };
}

async function runProbe(step: StepOf<'probe'>, walk: Walk, tools: StepTools, watch: StepWatch): Promise<StepResult> {
  const filled = fillAll(step.with ?? [], walk);
  if ('missing' in filled) return notKnown(`this needs to know ${filled.missing}, which is not known here`);
  const probe = tools.probe(step.probe);
  if (probe === null) return notKnown(`there is no probe ${step.probe}: whytrace probe --list shows all`);
  const alone = ['whytrace', 'probe', probe.name, ...filled.args];
  const { cwd, env } = walk.given;
  const seconds = step.seconds ?? PROBE_SECONDS;
  const limit = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([watch.signal, limit]);
  try {
    const asked = probe.ask(tools.request(filled.args, cwd, env, { ...watch, signal }));
    const answer = await Promise.race([asked, whenAborted(signal)]);
    if (answer === null) return notKnown(watch.signal.aborted ? 'it was cut short' : `it was cut off after ${seconds} seconds`, alone);
    return { ...answer, command: answer.command ?? alone };
  } catch (error) {
    return notKnown(`the probe ${probe.name} failed: ${error instanceof Error ? error.message : String(error)}`, alone);
  }
}

async function runTrace(step: StepOf<'trace'>, walk: Walk, tools: StepTools, watch: StepWatch): Promise<StepResult> {
  const request = traceRequest(step, walk);
  if ('missing' in request) return notKnown(`this needs to know ${request.missing}, which is not known here`);
  const command = request.how === 'run' ? ['whytrace', 'diagnose', '--', ...request.argv] : ['whytrace', 'diagnose', '--pid', String(request.pid)];
  try {
    const { diagnosis, capture, failure } = await tools.trace(request, watch);
    const { report } = diagnosis;
    return {
      status: report.verdict === 'no-fault' ? 'pass' : report.verdict === 'cause-found' ? 'fail' : 'unknown',
      says:
        report.findings[0]?.title ??
        (report.verdict === 'no-fault' ? 'it did what it should: no fault' : 'it failed, and the capture does not show why'),
      command,
      evidence: [...chainLines(report.findings), ...(failure === null ? [] : [failure])],
      facts: { ...factsOf(report), capture },
      findings: report.findings,
      capture,
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return notKnown(error.message, command);
  }
}

/** The capture that a step asks for, or the word that is not known. */
export function traceRequest(step: StepOf<'trace'>, walk: Walk): TraceRequest | { missing: string } {
  const calls = step.calls ?? null;
  const seconds = step.seconds ?? TRACE_SECONDS;
  const { pid, cwd, env } = walk.given;
  if (step.how === 'attach') return pid === null ? { missing: 'pid' } : { how: 'attach', pid, calls, seconds };
  const filled = fillAll(step.command ?? ['*{argv}'], walk);
  if ('missing' in filled) return filled;
  return { how: 'run', argv: filled.args, cwd, env: { ...env, ...step.env }, calls, seconds };
}

const notKnown = (says: string, command: readonly string[] | null = null): StepResult => ({
  status: 'unknown',
  says,
  command,
  evidence: [],
  facts: {},
});

const whenAborted = (signal: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });

function factsOf({ outcome, stats, findings }: Report): Facts {
  const [first] = findings;
  return {
    outcome: outcome.kind,
    status: outcome.kind === 'exit' ? outcome.status : null,
    calls: stats.events,
    codes: findings.map(({ code }) => code),
    code: first?.code ?? null,
    subject: first?.subject ?? null,
    exe: first?.process?.exe ?? null,
    program: first === undefined ? null : programOf(first),
  };
}

/** The program file that a finding is about: what could not be started, or what had begun to run. null: it is not known. */
function programOf({ code, subject, chain, process }: Finding): string | null {
  if (!code.startsWith('exec/')) return process?.exe ?? null;
  if (subject.startsWith('/') && !/-interpreter$/.test(code)) return subject;
  // Long lines of a chain end before the result: which call it is tells its role.
  const calls = chain.flatMap((step) => (step.role === 'cause' ? (/\bexecve(?:at)?\((?:\w+, )?"([^"\\]+)"/.exec(step.line)?.[1] ?? []) : []));
  return calls.at(-1) ?? null;
}

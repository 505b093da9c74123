// From what was found to a finding: the chain of steps from the root's end back to the call or probe that proves the cause.

import { remediesFor } from '../knowledge/causes.ts';
import { citedEvent, type EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { ChainStep, Finding } from '../model/report.ts';
import { toVisible } from '../text/visible.ts';
import type { Discovery } from './detectors/detector.ts';
import { pendingAt } from './hang/pending.ts';
import { stopOf } from './hang/stop.ts';
import { edgeWords } from './hang/words.ts';
import { type Inquiry, imageAt } from './inquiry.ts';
import { endWords, named } from './named.ts';
import { absoluteFrom } from './place.ts';
import type { Saying } from './spoken.ts';
import type { WalkStep } from './walk/explanation.ts';

/** A search over many directories is told in full up to so many steps. */
const MOST_PROOFS = 80;

export function findingFrom(inquiry: Inquiry, discovery: Discovery, steps: readonly WalkStep[], saidBy: Saying | null): Finding {
  const parameters = { ...programParameters(inquiry, discovery.process), ...discovery.parameters };
  return {
    code: discovery.code,
    confidence: null,
    title: discovery.title,
    subject: discovery.subject,
    errno: discovery.errno,
    process: processOf(inquiry, discovery.process),
    chain: [...descent(inquiry, steps), ...saidStep(inquiry, saidBy), ...proofSteps(inquiry, discovery)],
    remedies: remediesFor(discovery.code, parameters),
  };
}

/** The root's end, then what each parent learned of its child. */
function descent(inquiry: Inquiry, steps: readonly WalkStep[]): readonly ChainStep[] {
  const { trace, family } = inquiry;
  const chain: ChainStep[] = [];
  const root = steps[0]?.process ?? family.root;
  const end = family.endOf(root);
  const stop = stopOf(inquiry);
  const [wait] = pendingAt(inquiry, root);
  const isSeen = stop !== null && (stop.event < trace.eventCount || inquiry.context.observed !== null);
  const hangs = isSeen ? 'hangs' : 'had not ended where the capture ends';
  if (stop !== null && wait !== undefined) chain.push(step(inquiry, 'symptom', wait.event, `${named(inquiry, root)} ${hangs}`));
  else if (end !== null) chain.push(step(inquiry, 'symptom', end.event, `${named(inquiry, root)} ${endWords(end)}`));
  for (const [at, { process, learned, waitsFor }] of steps.entries()) {
    const child = steps[at + 1]?.process;
    if (child === undefined) break;
    if (waitsFor !== undefined) {
      chain.push(step(inquiry, 'via', waitsFor.wait.pending.event, `${named(inquiry, process)} ${edgeWords(inquiry, waitsFor)}`));
      continue;
    }
    const childEnd = family.endOf(child);
    const event = learned ?? childEnd?.event ?? trace.processes[child]?.firstEvent ?? 0;
    chain.push(step(inquiry, 'via', event, `its child ${named(inquiry, child)} ${childEnd === null ? 'did not end well' : endWords(childEnd)}`));
  }
  return chain;
}

const saidStep = (inquiry: Inquiry, saidBy: Saying | null): readonly ChainStep[] =>
  saidBy === null ? [] : [step(inquiry, 'evidence', saidBy.last, `${named(inquiry, saidBy.process)} says so: ${toVisible(saidBy.text.trim())}`)];

/** Supporting calls in the order of the capture, probes, and the cause last. */
function proofSteps(inquiry: Inquiry, { proofs }: Discovery): readonly ChainStep[] {
  const cause = proofs.find((proof) => proof.kind === 'call');
  const others = proofs.filter((proof) => proof !== cause).slice(0, MOST_PROOFS);
  const calls = others.flatMap((proof) => (proof.kind === 'call' ? [proof] : [])).sort((a, b) => a.event - b.event);
  return [
    ...calls.map((proof) => step(inquiry, 'evidence', proof.event, proof.says)),
    ...others.flatMap((proof): ChainStep[] =>
      proof.kind === 'probe' ? [{ role: 'probe', probe: proof.probe, answer: proof.answer, says: proof.says }] : [],
    ),
    ...(cause === undefined ? [] : [step(inquiry, 'cause', cause.event, cause.says)]),
  ];
}

const step = (inquiry: Inquiry, role: 'symptom' | 'via' | 'cause' | 'evidence', event: EventIndex, says: string): ChainStep => ({
  role,
  event: citedEvent(event),
  line: inquiry.trace.text(event),
  says,
});

function processOf(inquiry: Inquiry, process: ProcessIndex): Finding['process'] {
  const entry = inquiry.trace.processes[process];
  if (entry === undefined) return null;
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  return { pid: entry.pid, exe: image === null ? null : absoluteFrom(inquiry, process, image.event, image.path), comm: entry.comm };
}

/** `{program}`, `{PATH}`, `*{commandLine}`: words that any remedy may use. */
function programParameters(inquiry: Inquiry, process: ProcessIndex): Record<string, string> {
  const exe = processOf(inquiry, process)?.exe;
  const path = inquiry.context.env?.PATH;
  const argv = commandOf(inquiry);
  return {
    ...(exe ? { program: exe } : {}),
    ...(path === undefined ? {} : { PATH: path }),
    ...(argv === null ? {} : { commandLine: argv.join('\0') }),
  };
}

/** The command as it was given, to be run again; null when it is not known or strace cut it. */
export function commandOf({ trace, context, family }: Inquiry): readonly string[] | null {
  if (context.argv !== null) return context.argv;
  const first = trace.processes[family.root]?.execs[0];
  return first === undefined || first.truncated || first.argv.length === 0 ? null : first.argv;
}

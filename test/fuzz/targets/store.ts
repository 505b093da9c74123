// What the store says of records and processes holds together: no process is its own ancestor, every event has a place, numbers add up.
import { EVENT_KINDS } from '../../../src/model/event.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { traceOfInput } from '../trace-of-input.ts';

export const store: Target = {
  name: 'store',
  every: 1,
  try(input) {
    const trace = traceOfInput(input);
    let lines = 0;
    for (const byte of input) if (byte === 10) lines++;
    if (input.length > 0 && input.at(-1) !== 10) lines++;
    mustEqual(trace.lineCount, lines, 'lines');
    for (let event = 0; event < trace.eventCount; event++) checkEvent(trace, event);
    checkProcesses(trace);
  },
};

function checkEvent(trace: Trace, event: number): void {
  const kind = trace.kind(event);
  must(EVENT_KINDS.includes(kind), () => `event ${event} is ${kind}`);
  const { line, endLine, file } = trace.lines(event);
  must(line >= 1 && endLine >= line && endLine <= trace.lineCount && file === 0, () => `event ${event} stands in lines ${line} to ${endLine}`);
  const process = trace.process(event);
  must(process >= -1 && process < trace.processes.length, () => `event ${event} is of process ${process}`);
  if (kind === 'call' || kind === 'exit' || kind === 'signal') must(process >= 0, () => `event ${event}, a ${kind}, has no process`);
  const text = trace.text(event);
  if (kind === 'call') mustEqual(trace.callText(event), text, `text of call ${event}`);
  else mustEqual([trace.callText(event), trace.args(event), trace.result(event)], ['', [], null], `event ${event}, a ${kind}`);
  mustEqual(trace.exit(event) !== null, kind === 'exit', `event ${event}: ends`);
  const took = trace.tookNs(event);
  must(Number.isNaN(took) || took >= 0, () => `event ${event} took ${took} ns`);
  const target = trace.targetIdOf(event);
  if (target >= 0) mustEqual(trace.target(event), trace.pathText(target), `target of ${event}`);
  trace.path(event);
  trace.timeText(event);
  trace.resultNote(event);
  trace.lineBytes(event, 'first');
  trace.lineBytes(event, 'last');
}

function checkProcesses(trace: Trace): void {
  const { processes } = trace;
  let calls = 0;
  for (const [index, entry] of processes.entries()) {
    mustEqual(entry.index, index, 'index of a process');
    must(
      entry.firstEvent >= 0 && entry.lastEvent < Math.max(1, trace.eventCount),
      () => `process ${index} spans ${entry.firstEvent} to ${entry.lastEvent}`,
    );
    must(entry.failed <= entry.calls, () => `process ${index}: ${entry.failed} of ${entry.calls} calls failed`);
    calls += entry.calls;
    const seen = new Set([index]);
    for (let above = entry.parent; above !== null; above = processes[above]!.parent) {
      must(!seen.has(above), () => `process ${index} is its own ancestor`);
      seen.add(above);
    }
    if (entry.parent !== null)
      must(processes[entry.parent]!.children.includes(index), () => `process ${entry.parent} does not know its child ${index}`);
    for (const child of entry.children) mustEqual(processes[child]?.parent, index, `parent of ${child}`);
    for (const exec of entry.execs) must(exec.event < trace.eventCount && exec.argv.length >= 0, () => `process ${index}: exec at ${exec.event}`);
    if (entry.end !== null) must(entry.end.event < trace.eventCount, () => `process ${index} ends at ${entry.end?.event}`);
    must(typeof entry.comm === 'string', () => `process ${index} has no name`);
  }
  let counted = 0;
  for (let event = 0; event < trace.eventCount; event++) if (trace.kind(event) === 'call') counted++;
  mustEqual(calls, counted, 'calls of all processes');
}

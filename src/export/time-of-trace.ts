// Where the time of a loaded capture went, of all its calls or of those that a filter keeps.
import { standsForDropped } from '../model/dropped.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { CALL_JOINED, type Trace } from '../model/trace.ts';
import { stackFrame } from './stack-frame.ts';
import { processLabel, TimeTree } from './time-tree.ts';

export interface TimeOfTrace {
  readonly tree: TimeTree;
  /** False when the capture has no time of any kind: the tree then counts calls. */
  readonly hasTimes: boolean;
}

/**
 * @param events from 0, in order; null: all
 * @param mask see {@link TimeTree}
 */
export function timeOfTrace(trace: Trace, events: Uint32Array | null, mask?: (name: string) => string): TimeOfTrace {
  const times = callTimes(trace);
  const stacks = stacksByCall(trace);
  const tree = new TimeTree(mask);
  const [processOf, nameOf, pathOf] = labels(trace);
  let hasTimes = false;
  const add = (event: EventIndex) => {
    if (trace.kind(event) !== 'call') return;
    const ns = times[event]!;
    hasTimes ||= !Number.isNaN(ns);
    const stack = stacks.get(event);
    const path = pathOf(event);
    const inside = stack !== undefined ? [...stack, nameOf(event)] : path === null ? [nameOf(event)] : [nameOf(event), path];
    tree.add([processOf(event), ...inside], Number.isNaN(ns) ? 1 : Math.max(0, ns));
  };
  if (events === null) for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) add(event);
  else for (const event of events) add(event);
  return { tree, hasTimes };
}

/**
 * Nanoseconds by event: what `-T` says, else until the thread's next record, else until the end of the capture. NaN for what is no call, without times, and
 * where the next record was dropped.
 */
function callTimes(trace: Trace): Float64Array {
  const times = new Float64Array(trace.eventCount).fill(Number.NaN);
  const nextOfThread = new Map<number, number>();
  let last = Number.NaN;
  let isBeforeDropped = false;
  for (let event = trace.eventCount - 1; event >= 0; event--) {
    const start = trace.sinceStartNs(event);
    if (Number.isNaN(last) && !isBeforeDropped) last = start;
    const kind = trace.kind(event);
    if (kind === 'notice' && standsForDropped(trace, event)) {
      nextOfThread.clear();
      last = Number.NaN;
      isBeforeDropped = true;
    }
    const tid = trace.tid(event);
    if (kind === 'call') {
      const took = trace.tookNs(event);
      times[event] = Number.isNaN(took) ? (nextOfThread.get(tid) ?? last) - start : took;
    }
    if ((kind === 'call' || kind === 'signal' || kind === 'exit') && !Number.isNaN(start)) nextOfThread.set(tid, start);
  }
  return times;
}

/** Frames from the outermost in. A stack stands right behind the line in which its call ended. */
function stacksByCall(trace: Trace): ReadonlyMap<EventIndex, readonly string[]> {
  const stacks = new Map<EventIndex, string[]>();
  const endsAt = new Map<number, EventIndex>();
  let call: EventIndex | null = null;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    const kind = trace.kind(event);
    if (kind === 'stack') {
      const { line, file } = trace.lines(event);
      call = endsAt.get(line * 1024 + file) ?? call;
      if (call !== null) stacks.set(call, [stackFrame(trace.text(event)), ...(stacks.get(call) ?? [])]);
    } else if (kind === 'call') {
      call = event;
      if ((trace.flags(event) & CALL_JOINED) !== 0) {
        const { endLine, file } = trace.lines(event);
        endsAt.set((endLine + 1) * 1024 + file, event);
      }
    }
  }
  return stacks;
}

/** Texts of processes, calls and paths, each made once. */
function labels(trace: Trace): readonly [(event: EventIndex) => string, (event: EventIndex) => string, (event: EventIndex) => string | null] {
  const processes: string[][] = [];
  const names: string[] = [];
  const targets: string[] = [];
  return [
    (event) => {
      const index = trace.process(event);
      const entry = trace.processes[index];
      const ran = entry?.execs.findLastIndex((exec) => exec.event <= event) ?? -1;
      processes[index] ??= [];
      processes[index][ran + 1] ??= processLabel(commAt(trace, index, event), entry?.pid ?? 0);
      return processes[index][ran + 1]!;
    },
    (event) => {
      const id = trace.nameIdOf(event);
      names[id] ??= trace.name(event);
      return names[id];
    },
    (event) => {
      const id = trace.targetIdOf(event);
      if (id < 0) return null;
      targets[id] ??= trace.path(event) ?? trace.target(event) ?? '';
      return targets[id] === '' ? null : targets[id];
    },
  ];
}

/** What a process ran at an event: a child that was just forked still runs its parent's program. */
function commAt({ processes }: Trace, index: ProcessIndex, event: EventIndex): string {
  let entry = processes[index];
  for (let at = event, hops = 0; entry !== undefined && hops < 1000; hops++) {
    const exec = entry.execs.findLast((one) => one.event <= at);
    if (exec !== undefined) return exec.path.slice(exec.path.lastIndexOf('/') + 1);
    if (entry.parent === null) return entry.comm;
    at = entry.bornBy ?? entry.firstEvent;
    entry = processes[entry.parent];
  }
  return '';
}

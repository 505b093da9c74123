// Follows the calls about memory of a process: which mappings came, changed and went, and how much there was at each.
import type { EventIndex } from '../../model/event.ts';
import type { Mapping, MappingKind } from '../../model/memory-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying } from '../../model/survey.ts';
import { openFileAt } from '../descriptors.ts';
import { inBytes } from '../detectors/memory-limit.ts';
import { type Inquiry, imageAt } from '../inquiry.ts';
import { AddressSpace } from './address-space.ts';
import { type MemoryCall, memoryKinds, readMemoryCall } from './memory-calls.ts';
import { refusedBecause } from './refused-because.ts';

export type OpenMapping = { -readonly [K in keyof Omit<Mapping, 'changes' | 'leftBytes'>]: Mapping[K] } & {
  readonly changes: { readonly event: EventIndex; readonly says: string }[];
};

export interface MappingHistory {
  readonly mappings: readonly OpenMapping[];
  readonly space: AddressSpace;
  /** Bytes with any access behind each call, in pairs: event, bytes. */
  readonly totals: readonly (readonly [EventIndex, number])[];
  readonly leftOut: number;
}

/** More than anybody reads; what there was in all is still counted. */
const MOST_MAPPINGS = 50_000;
/** Forks whose memory is inherited, one from the other. */
const MOST_FORKS = 20;
const SLICE = 512;
/** Where Go's runtime puts its heap first on 64-bit machines. @see https://go.dev/src/runtime/malloc.go, "arenas" */
const GO_ARENA = 0xc000000000;
const LIBRARY = /\.so(?:\.[\w.]+)?$/;

/**
 * A process that runs no program of its own goes on with what its parent had.
 * @param until events before it; all when null
 */
export function* mappingHistory(inquiry: Inquiry, process: ProcessIndex, until: EventIndex | null = null, forks = 0): Surveying<MappingHistory> {
  const { trace, timeline } = inquiry;
  const entry = trace.processes[process];
  const kindOf = memoryKinds(trace);
  const inherited =
    entry?.parent !== null && entry?.parent !== undefined && entry.bornBy !== null && entry.execs.length === 0 && forks < MOST_FORKS
      ? yield* mappingHistory(inquiry, entry.parent, entry.bornBy, forks + 1)
      : null;
  const run = new Following(inquiry, process, inherited);
  const events = timeline.eventsOf(process);
  for (const [at, event] of events.entries()) {
    if (at % SLICE === 0) yield until === null ? at / events.length : 0;
    if (until !== null && event >= until) break;
    const kind = kindOf(trace.nameIdOf(event));
    const call = kind === null ? null : readMemoryCall(trace, event, kind);
    if (call !== null) run.follow(call);
  }
  return run;
}

class Following implements MappingHistory {
  readonly mappings: OpenMapping[] = [];
  readonly totals: [EventIndex, number][] = [];
  space: AddressSpace;
  leftOut = 0;
  private readonly inquiry: Inquiry;
  private readonly process: ProcessIndex;
  private heap: { number: number; start: number; end: number } | null = null;
  private isGo = false;

  constructor(inquiry: Inquiry, process: ProcessIndex, inherited: MappingHistory | null) {
    this.inquiry = inquiry;
    this.process = process;
    this.space = new AddressSpace(inherited?.space ?? null);
    if (inherited !== null) this.mappings.push(...inherited.mappings.map((mapping) => ({ ...mapping, changes: [...mapping.changes] })));
  }

  follow(call: MemoryCall): void {
    switch (call.kind) {
      case 'map':
        this.map(call);
        break;
      case 'unmap':
        this.gone(this.space.unmap(call.start, call.size), call.event);
        break;
      case 'protect':
        this.protect(call);
        break;
      case 'move':
        this.move(call);
        break;
      case 'break':
        this.setBreak(call);
        break;
      case 'exec':
        for (const owner of this.space.owners()) this.mappings[owner]!.endedBy = call.event;
        this.space.clear();
        this.heap = null;
        this.isGo = false;
    }
    this.totals.push([call.event, this.space.accessible]);
  }

  private map(call: Extract<MemoryCall, { kind: 'map' }>): void {
    const path = call.path ?? (call.fd < 0 ? null : (openFileAt(this.inquiry, this.process, call.event, call.fd)?.path ?? null));
    if (call.hint === GO_ARENA) this.isGo = true;
    const number = this.add({ ...call, path, kind: this.kindOf(call, path) });
    if (call.start === null || number === null) return;
    this.gone(this.space.map(call.start, call.size, number, call.protection), call.event);
  }

  private kindOf(call: Extract<MemoryCall, { kind: 'map' }>, path: string | null): MappingKind {
    if (path === null) return call.fd >= 0 ? 'file' : call.stack ? 'stack' : call.protection === '---' ? 'reserved' : 'anonymous';
    if (LIBRARY.test(path)) return this.isGo ? 'plugin' : 'library';
    if (path === imageAt(this.inquiry, this.process, call.event)?.path) return 'program';
    return call.shared ? 'shared' : 'file';
  }

  /** @returns its number; null when there are too many to keep */
  private add(asked: {
    event: EventIndex;
    kind: MappingKind;
    start: number | null;
    size: number;
    protection: string;
    path: string | null;
  }): number | null {
    if (this.mappings.length >= MOST_MAPPINGS) {
      this.leftOut++;
      return null;
    }
    const { event, kind, start, size, protection, path } = asked;
    const isRefused = start === null;
    const number = this.mappings.push({
      ...{ event, kind, start, sizeBytes: size, protection, path, changes: [], endedBy: null },
      writableAndExecutable: protection.includes('wx') ? event : null,
      errno: isRefused ? (this.inquiry.trace.errno(event) ?? 'ENOMEM') : null,
      limit: isRefused ? refusedBecause(this.inquiry, this.process, event) : null,
    });
    return number - 1;
  }

  private protect({ event, start, size, protection }: Extract<MemoryCall, { kind: 'protect' }>): void {
    for (const owner of this.space.protect(start, size, protection)) {
      const mapping = this.mappings[owner]!;
      const part = start === mapping.start && size >= mapping.sizeBytes ? '' : ` for ${inBytes(size)} at 0x${start.toString(16)}`;
      mapping.changes.push({ event, says: `${protection}${part}` });
      if (protection.includes('wx')) mapping.writableAndExecutable ??= event;
      // A reservation that is put to use.
      if (mapping.kind === 'reserved' && protection !== '---') mapping.kind = 'anonymous';
    }
  }

  private move({ event, start, size, to, toSize }: Extract<MemoryCall, { kind: 'move' }>): void {
    const owner = this.space.ownerAt(start);
    const before = owner === null ? null : this.mappings[owner]!;
    const { kind = 'anonymous', protection = 'rw-', path = null } = before ?? {};
    if (to === null) {
      this.add({ event, kind, start: null, size: toSize, protection, path });
      return;
    }
    if (before === null || owner === null) {
      const number = this.add({ event, kind, start: to, size: toSize, protection, path });
      if (number !== null) this.gone(this.space.map(to, toSize, number, protection), event);
      return;
    }
    this.space.unmap(start, size);
    this.gone(this.space.map(to, toSize, owner, protection), event);
    before.changes.push({ event, says: `${inBytes(toSize)}${to === start ? '' : `, moved to 0x${to.toString(16)}`}` });
    before.sizeBytes = toSize;
    before.start = to;
  }

  /** The heap of brk: one mapping that grows. The first call only asks where it ends. @see brk(2), "C library/kernel differences" */
  private setBreak({ event, wanted, got }: Extract<MemoryCall, { kind: 'break' }>): void {
    if (this.heap === null) {
      this.heap = { number: -1, start: got, end: got };
      return;
    }
    const { heap } = this;
    if (wanted !== 0 && got !== wanted && wanted > heap.end) {
      this.add({ event, kind: 'heap', start: null, size: wanted - heap.end, protection: 'rw-', path: null });
      return;
    }
    if (got === heap.end) return;
    if (heap.number < 0) {
      const number = this.add({ event, kind: 'heap', start: heap.start, size: got - heap.start, protection: 'rw-', path: null });
      if (number === null) return;
      heap.number = number;
    } else {
      const mapping = this.mappings[heap.number]!;
      mapping.changes.push({ event, says: inBytes(got - heap.start) });
      mapping.sizeBytes = got - heap.start;
    }
    if (got > heap.end) this.space.map(heap.end, got - heap.end, heap.number, 'rw-');
    else this.space.unmap(got, heap.end - got);
    heap.end = got;
  }

  private gone(owners: ReadonlySet<number>, event: EventIndex): void {
    for (const owner of owners) if (this.space.left(owner) === 0) this.mappings[owner]!.endedBy = event;
  }
}

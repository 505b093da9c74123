// The descriptor table of a process (shared by those that CLONE_FILES joined) through time: one pass over the calls that change descriptors.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { CALL_JOINED } from '../../model/trace.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { lowerBound } from '../timeline.ts';
import { type Change, changeBy, changingCalls } from './changes.ts';
import { type Description, registryOf } from './registry.ts';

interface Entry {
  readonly description: Description;
  readonly closesOnExec: boolean;
}

/** What one number meant: from `events[i]` on, `entries[i]`; null: closed. */
interface History {
  readonly events: EventIndex[];
  readonly entries: (Entry | null)[];
}

export interface Table {
  /** What a number leads to while `event` runs; null when it is closed. Not known to be opened or closed: what was inherited. */
  at(event: EventIndex, fd: number): Description | null;
  /** Numbers that were ever open here. */
  readonly fds: readonly number[];
  /** The last event up to `before` at which a description was open here; -1 when it never was. */
  heldUntil(id: number, before: EventIndex): EventIndex;
}

/** Whose table a process uses: its own, or that of the ancestor with which it shares files without being its thread. @see clone(2), CLONE_FILES */
function ownerOf(inquiry: Inquiry, process: ProcessIndex): ProcessIndex {
  let owner = process;
  for (let hops = 0; hops < 1000; hops++) {
    const { bornBy, parent } = inquiry.trace.processes[owner] ?? { bornBy: null, parent: null };
    if (bornBy === null || parent === null || !sharesFiles(inquiry, bornBy)) return owner;
    owner = parent;
  }
  return owner;
}

const sharesFiles = ({ trace }: Inquiry, clone: EventIndex): boolean =>
  trace.name(clone).startsWith('clone') && trace.args(clone).some((argument) => argument.includes('CLONE_FILES'));

function membersOf(inquiry: Inquiry, owner: ProcessIndex): readonly ProcessIndex[] {
  const members = [owner];
  for (const member of members)
    for (const child of inquiry.trace.processes[member]?.children ?? []) {
      const { bornBy } = inquiry.trace.processes[child]!;
      if (bornBy !== null && sharesFiles(inquiry, bornBy)) members.push(child);
    }
  return members;
}

export function tableOf(inquiry: Inquiry, process: ProcessIndex): Table {
  // Ancestors first, from the top: a chain of forks may be longer than the stack.
  const line: ProcessIndex[] = [];
  for (let at: ProcessIndex | null = process; at !== null && line.length < 100_000; ) {
    const owner = ownerOf(inquiry, at);
    if (inquiry.memo.has(`descriptors:${owner}`)) break;
    line.push(owner);
    at = inquiry.family.parentOf(owner);
  }
  for (const owner of line.reverse()) remember(inquiry, `descriptors:${owner}`, () => buildTable(inquiry, owner));
  return inquiry.memo.get(`descriptors:${ownerOf(inquiry, process)}`) as Table;
}

function buildTable(inquiry: Inquiry, owner: ProcessIndex): Table {
  const { trace, family } = inquiry;
  const registry = registryOf(inquiry);
  const parent = family.parentOf(owner);
  const born = trace.processes[owner]?.bornBy ?? trace.processes[owner]?.firstEvent ?? 0;
  const parentTable = parent === null ? null : (inquiry.memo.get(`descriptors:${ownerOf(inquiry, parent)}`) as BuiltTable | undefined);
  const histories = new Map<number, History>();
  const current = new Map<number, Entry>(parentTable?.openAt(born) ?? []);
  for (const [fd, entry] of current) histories.set(fd, { events: [-1], entries: [entry] });

  const inherited = (fd: number): Description | null => (parentTable == null ? registry.inherited(owner, fd) : parentTable.at(born, fd));
  const now = (fd: number): Entry | null => {
    const entry = current.get(fd);
    if (entry !== undefined) return entry;
    if (histories.has(fd)) return null;
    const description = inherited(fd);
    return description === null ? null : { description, closesOnExec: false };
  };
  const set = (event: EventIndex, fd: number, entry: Entry | null): void => {
    if (!(fd >= 0)) return;
    const history = histories.get(fd) ?? { events: [], entries: [] };
    histories.set(fd, history);
    history.events.push(event);
    history.entries.push(entry);
    if (entry === null) current.delete(fd);
    else current.set(fd, entry);
  };

  for (const { event, from, change } of changesOf(inquiry, owner)) {
    const process = trace.process(event);
    switch (change.kind) {
      case 'make':
        set(from, change.fd, { description: registry.add({ ...change, process, openedBy: event }), closesOnExec: change.closesOnExec });
        break;
      case 'make-pair': {
        const ends = change.fds.map((fd, end) =>
          registry.add({ process, openedBy: event, fd, made: change.made[end]!, annotated: change.annotated[end]! }),
        );
        for (const [end, fd] of change.fds.entries()) {
          ends[end]!.peer = ends[1 - end]!.id;
          set(from, fd, { description: ends[end]!, closesOnExec: change.closesOnExec });
        }
        break;
      }
      case 'accept': {
        const listener = now(change.listener)?.description ?? null;
        const family = change.from?.family ?? listener?.made.family ?? null;
        const made = { kind: 'socket', family, pipeEnd: null } as const;
        const description = registry.add({ ...change, process, openedBy: event, made, listener: listener?.id ?? null });
        if (change.from !== null) description.addresses.push({ event, how: 'accept', at: change.from });
        set(from, change.fd, { description, closesOnExec: change.closesOnExec });
        break;
      }
      case 'copy': {
        const entry = now(change.from);
        if (entry !== null) set(from, change.to, { ...entry, closesOnExec: change.closesOnExec });
        break;
      }
      case 'receive':
        for (const [position, fd] of change.fds.entries()) {
          const received = { socket: now(change.socket)?.description ?? null, position };
          const description = registry.add({ process, openedBy: event, fd, made: { kind: 'other', family: null, pipeEnd: null }, received });
          set(from, fd, { description, closesOnExec: change.closesOnExec });
        }
        break;
      case 'close':
        if (change.first === change.last && !change.onlyMarks) set(event + 1, change.first, null);
        else
          for (const [fd, entry] of [...current]) {
            if (fd < change.first || fd > change.last) continue;
            set(event + 1, fd, change.onlyMarks ? { ...entry, closesOnExec: true } : null);
          }
        break;
      case 'mark': {
        const entry = now(change.fd);
        if (entry !== null && entry.closesOnExec !== change.closesOnExec) set(event + 1, change.fd, { ...entry, closesOnExec: change.closesOnExec });
        break;
      }
      case 'address':
        now(change.fd)?.description.addresses.push({ event, how: change.how, at: change.at });
        break;
      case 'exec':
        for (const [fd, entry] of [...current]) if (entry.closesOnExec) set(event + 1, fd, null);
    }
  }
  const entryAt = (event: EventIndex, fd: number): Entry | null | undefined => {
    const history = histories.get(fd);
    if (history === undefined) return undefined;
    if (event >= 0 && (trace.flags(event) & CALL_JOINED) !== 0) {
      // What a call itself made, it may have made long after it began.
      const made = history.entries.findLast((entry) => entry?.description.openedBy === event);
      if (made != null) return made;
    }
    const at = lowerBound(history.events, event + 1) - 1;
    return at < 0 ? undefined : history.entries[at];
  };
  const table: BuiltTable = {
    fds: [...histories.keys()],
    at: (event, fd) => {
      const entry = entryAt(event, fd);
      return entry === undefined ? inherited(fd) : (entry?.description ?? null);
    },
    heldUntil: (id, before) => {
      let last = -1;
      for (const { events, entries } of histories.values())
        for (const [at, entry] of entries.entries())
          if (entry?.description.id === id && events[at]! <= before) last = Math.max(last, Math.min((events[at + 1] ?? before + 1) - 1, before));
      return last;
    },
    openAt: (event) => {
      const open: [number, Entry][] = [];
      for (const fd of histories.keys()) {
        const entry = entryAt(event, fd);
        if (entry != null) open.push([fd, entry]);
      }
      return open;
    },
  };
  return table;
}

interface BuiltTable extends Table {
  /** All that is known to be open at an event. */
  openAt(event: EventIndex): readonly (readonly [number, Entry])[];
}

interface Dated {
  readonly event: EventIndex;
  /** The first event for which it counts: a call that waited, like accept, makes its descriptor when it returns. */
  readonly from: EventIndex;
  readonly change: Change;
}

function changesOf(inquiry: Inquiry, owner: ProcessIndex): readonly Dated[] {
  const { trace, timeline } = inquiry;
  const isChange = remember(inquiry, 'changing-calls', () => changingCalls(trace));
  const members = membersOf(inquiry, owner);
  const changes: Dated[] = [];
  let late = false;
  for (const member of members)
    for (const event of timeline.eventsOf(member)) {
      if (!isChange(event)) continue;
      const change = changeBy(trace, event);
      if (change === null) continue;
      const from = (trace.flags(event) & CALL_JOINED) === 0 ? event : firstBehind(inquiry, event);
      late ||= from !== event;
      changes.push({ event, from, change });
    }
  return late || members.length > 1 ? changes.sort((a, b) => a.from - b.from) : changes;
}

/** The first event of the process that began after a call of two halves had returned. */
function firstBehind({ trace, timeline }: Inquiry, event: EventIndex): EventIndex {
  const events = timeline.eventsOf(trace.process(event));
  const { endLine } = trace.lines(event);
  let low = timeline.positionOf(trace.process(event), event);
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (trace.lines(events[middle]!).line < endLine) low = middle + 1;
    else high = middle;
  }
  return events[low] ?? trace.eventCount;
}

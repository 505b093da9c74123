// What a number of a file descriptor meant, at an event, in a process: the descriptor table, followed through dup, fork, exec and close.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { readFd } from '../text/arguments.ts';
import { type Annotation, readAnnotation } from './descriptors/annotation.ts';
import { asSent } from './descriptors/passed.ts';
import { type Description, registryOf } from './descriptors/registry.ts';
import { seenKind } from './descriptors/seen-kind.ts';
import { tableOf } from './descriptors/table.ts';
import { type Inquiry, remember } from './inquiry.ts';
import { absolutePath } from './place.ts';

/** An open file description as it was at an event. Descriptors that dup, fork or a Unix socket gave on share one. */
export interface OpenFile {
  readonly id: number;
  readonly kind: 'file' | 'directory' | 'socket' | 'pipe' | 'terminal' | 'other';
  /** The call that made it; null when it was open before (inherited, attached to) or its call was not recorded. */
  readonly openedBy: EventIndex | null;
  /** Of files, fifos, terminals, and of Unix sockets: where they are bound or connected to (`@name` for abstract ones). */
  readonly path: string | null;
  /** `ip:port` of the other side of an IP socket: connected to, or accepted from. */
  readonly address: string | null;
  /** Of this side, `ip:port` or a Unix socket's path, when bind or `-yy` tells. A socket that listens has this and no other side. */
  readonly local: string | null;
  /** `AF_INET` and the like, of sockets. */
  readonly family: string | null;
  readonly pipeEnd: 'read' | 'write' | null;
  /** Id of the other end of a pipe or socket pair. */
  readonly peer: number | null;
}

/**
 * As the descriptor was while the call at `event` ran; what the call itself made is there, what it closes is there still.
 * @returns null for a number that is not open
 */
export function openFileAt(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, fd: number): OpenFile | null {
  if (fd < 0) return null;
  const known = tableOf(inquiry, process).at(event, fd);
  const description = known === null ? null : asSent(inquiry, known);
  const shown = annotationAt(inquiry, event, fd);
  if (shown === null) return description === null ? null : openFile(inquiry, description, process, event, fd, description.annotation);
  const annotation = readAnnotation(shown);
  if (description !== null && agrees(inquiry, description, annotation)) {
    description.annotation ??= annotation;
    return openFile(inquiry, description, process, event, fd, annotation);
  }
  // Its open was not recorded (`-e trace=`), or happened before.
  return openFile(inquiry, registryOf(inquiry).shown(process, fd, shown), process, event, fd, annotation);
}

/** Everybody who has it open while `event` runs. */
export function holdersOf(inquiry: Inquiry, id: number, event: EventIndex): readonly { readonly process: ProcessIndex; readonly fd: number }[] {
  const { trace, family } = inquiry;
  return trace.processes.flatMap(({ index, bornBy, firstEvent }) => {
    const end = family.endOf(index)?.event ?? Number.MAX_SAFE_INTEGER;
    const isThere = Math.min(bornBy ?? firstEvent, firstEvent) <= event && end > event;
    return isThere ? descriptorsOf(inquiry, index, id, event).map((fd) => ({ process: index, fd })) : [];
  });
}

/** The numbers under which a process has a description open while `event` runs. */
function descriptorsOf(inquiry: Inquiry, process: ProcessIndex, id: number, event: EventIndex): readonly number[] {
  const wanted = registryOf(inquiry).all[id];
  if (wanted === undefined) return [];
  const table = tableOf(inquiry, process);
  // What was inherited and never spoken of is in no table.
  const fds = wanted.openedBy === null && !table.fds.includes(wanted.fd) ? [...table.fds, wanted.fd] : table.fds;
  return fds.filter((fd) => {
    const held = table.at(event, fd);
    return held !== null && asSent(inquiry, held).id === id;
  });
}

/** The last event up to `before` at which a process had a description open; -1 when it never had. */
export const heldUntil = (inquiry: Inquiry, process: ProcessIndex, id: number, before: EventIndex): EventIndex => {
  const end = inquiry.family.endOf(process)?.event ?? before;
  return tableOf(inquiry, process).heldUntil(id, Math.min(before, end));
};

/** What the call itself shows behind the number, `3</etc/passwd>`; null without `-y`. */
function annotationAt(inquiry: Inquiry, event: EventIndex, fd: number): string | null {
  if (!hasAnnotations(inquiry)) return null;
  const { trace } = inquiry;
  const start = `${fd}<`;
  const argument = trace.args(event).find((text) => text.startsWith(start)) ?? trace.result(event);
  return argument?.startsWith(start) ? argument : null;
}

const LOOKED_AT = 2000;

/** Whether strace was run with `-y`: its first calls on descriptors tell. */
const hasAnnotations = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'has-annotations', () => {
    const { trace } = inquiry;
    let plain = 0;
    for (let event = 0, count = Math.min(trace.eventCount, LOOKED_AT); event < count && plain < 20; event++) {
      if (trace.kind(event) !== 'call') continue;
      const first = trace.args(event)[0] ?? '';
      if (/^(?:\d+|AT_FDCWD)</.test(first) || /^\d+</.test(trace.result(event) ?? '')) return true;
      // A closed descriptor has no annotation with -y either.
      if (/^(?:read|write|f?stat|mmap|close)/.test(trace.name(event)) && /^\d+$/.test(first) && trace.errno(event) === null) plain += 1;
    }
    return false;
  });

/** Whether an annotation can be about this description. */
function agrees(inquiry: Inquiry, description: Description, shown: Annotation | null): boolean {
  const before = description.annotation;
  if (shown === null) return true;
  if (before === null) {
    if (description.openedBy === null) return true;
    const { kind } = description.made;
    if (kind === 'socket' || kind === 'pipe') return shown.kind === kind;
    return kind === 'other' || shown.path === null || shown.path === pathOf(inquiry, description);
  }
  if (shown.kind !== before.kind) return false;
  if (shown.kind === 'path' || shown.kind === 'terminal') return shown.path === before.path;
  return shown.inode === null || before.inode === null || shown.inode === before.inode;
}

/** The path that open was given, absolute where the capture tells. */
const pathOf = (inquiry: Inquiry, { made, openedBy }: Description): string | null =>
  openedBy !== null && (made.kind === 'file' || made.kind === 'directory') ? absolutePath(inquiry, openedBy) : null;

function openFile(
  inquiry: Inquiry,
  description: Description,
  process: ProcessIndex,
  event: EventIndex,
  fd: number,
  shown: Annotation | null,
): OpenFile {
  const { id, openedBy, made, peer } = description;
  const path = shown?.path ?? pathOf(inquiry, description);
  const sockets = description.addresses.filter((one) => one.event <= event);
  const dialled = sockets.findLast((one) => one.how !== 'bind')?.at ?? null;
  const bound = sockets.findLast((one) => one.how === 'bind')?.at ?? null;
  return {
    id,
    kind: kindOf(inquiry, description, process, event, fd, shown),
    openedBy,
    path: path ?? dialled?.path ?? bound?.path ?? null,
    // An address that was dialled in vain is no longer on the descriptor: connect's own argument stands.
    address: shown?.remote ?? dialled?.address ?? null,
    local: shown?.local ?? bound?.address ?? bound?.path ?? (shown?.family === 'AF_UNIX' && shown.peerInode === null ? shown.path : null),
    family: shown?.family ?? made.family ?? dialled?.family ?? bound?.family ?? null,
    pipeEnd: made.pipeEnd ?? pipeEndByFlags(inquiry, description),
    peer,
  };
}

function kindOf(
  inquiry: Inquiry,
  description: Description,
  process: ProcessIndex,
  event: EventIndex,
  fd: number,
  shown: Annotation | null,
): OpenFile['kind'] {
  const { made, openedBy } = description;
  if (shown !== null && shown.kind !== 'path' && shown.kind !== 'other') return shown.kind;
  if (made.kind === 'socket' || made.kind === 'pipe' || made.kind === 'directory' || made.kind === 'terminal') return made.kind;
  if (made.kind === 'other' && openedBy !== null) return 'other';
  const path = shown?.path ?? pathOf(inquiry, description);
  if (path !== null && readAnnotation(`0<${path}>`)?.kind === 'terminal') return 'terminal';
  const seen = remember(inquiry, `seen-kind:${description.id}:${process}`, () => {
    const from = openedBy !== null && inquiry.trace.process(openedBy) === process ? openedBy : (inquiry.trace.processes[process]?.firstEvent ?? 0);
    return seenKind(inquiry, process, fd, from, event);
  });
  if (seen !== null) return seen === 'device' ? 'other' : seen;
  return path !== null || made.kind === 'file' ? 'file' : 'other';
}

/** Which end of a fifo was opened. */
function pipeEndByFlags({ trace }: Inquiry, { made, openedBy }: Description): 'read' | 'write' | null {
  if (made.kind !== 'file' || openedBy === null) return null;
  const flags = trace.args(openedBy).find((argument) => /\bO_(?:RDONLY|WRONLY|RDWR)\b/.test(argument)) ?? '';
  return flags.includes('O_RDONLY') ? 'read' : flags.includes('O_WRONLY') ? 'write' : null;
}

/** The number of a descriptor argument, `3` or `3</etc/passwd>`; -1 for anything else. */
export const fdOf = (argument: string | undefined): number => readFd(argument ?? '')?.fd ?? -1;

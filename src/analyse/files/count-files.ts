// One pass over the calls that a filter keeps: what each did to which path, how often, in vain or not, how many bytes, how long.
import type { EventIndex } from '../../model/event.ts';
import { FILE_DID, NO_EVENT } from '../../model/file-table.ts';
import { eventAtPlace, placeOf } from '../../model/gone.ts';
import type { Surveying, SurveyScope } from '../../model/survey.ts';
import { CALL_FAILED, CALL_PENDING, type Trace } from '../../model/trace.ts';
import {
  CREATES,
  countResult,
  descriptorBehind,
  firstDescriptor,
  OPENS_TO_READ_AND_WRITE,
  OPENS_TO_WRITE,
  openFlags,
} from '../../parse/line-bytes.ts';
import { readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { openFileAt } from '../descriptors.ts';
import type { Inquiry } from '../inquiry.ts';
import { isNoise } from '../noise.ts';
import { absoluteFrom } from '../place.ts';
import { FdRows } from './fd-rows.ts';
import { type FileCall, fileCalls } from './file-calls.ts';
import { FileRows } from './file-rows.ts';
import { PathRows } from './path-rows.ts';

/** Calls between two yields. */
const SLICE = 256;
/** mmap's descriptor stands behind four arguments. @see mmap(2) */
const BEFORE_MMAP_FD = 4;

interface Pass {
  readonly inquiry: Inquiry;
  readonly rows: FileRows;
  readonly paths: PathRows;
  /** null: descriptors are annotated, or not all calls are passed over. */
  readonly fds: FdRows | null;
}

/** Calls that are looked at for an annotation. */
const LOOKED_AT = 5000;

/** Whether strace was run with `-y`. */
function isAnnotated(trace: Trace): boolean {
  for (let event = 0; event < Math.min(trace.eventCount, LOOKED_AT); event++)
    if (trace.pathIdOf(event) < 0 && trace.targetIdOf(event) >= 0) return true;
  return false;
}

export interface CountedFiles {
  readonly rows: FileRows;
  readonly paths: PathRows;
}

export function* countFiles(inquiry: Inquiry, { events, length }: SurveyScope): Surveying<CountedFiles> {
  const { trace } = inquiry;
  const rows = new FileRows({ pathCount: trace.pathCount, pathText: (id) => trace.pathText(id) });
  const paths = new PathRows(inquiry, rows);
  const callOf = fileCalls(trace);
  // Of a part of the calls the opens may be left out: there each descriptor is looked up by itself.
  const fds = events === null && !isAnnotated(trace) ? new FdRows(trace) : null;
  const pass: Pass = { inquiry, rows, paths, fds };
  const { gone } = trace;
  const count = events === null ? placeOf(trace.eventCount, gone) : length;
  for (let at = 0; at < count; at++) {
    if (at % SLICE === 0) yield at / count;
    const event = events === null ? eventAtPlace(at, gone) : events[at]!;
    fds?.follow(event);
    const call = callOf(trace.nameIdOf(event));
    const id = trace.pathIdOf(event);
    const target = id < 0 ? trace.targetIdOf(event) : -1;
    if (call.how === 'maps') countMapped(pass, call, event);
    else if (id >= 0) countPath(pass, call, event, id);
    else if (target >= 0 || (call.did !== 0 && !call.asks)) countDescriptor(pass, call, event, target);
  }
  return { rows, paths };
}

function countPath(pass: Pass, call: FileCall, event: EventIndex, id: number): void {
  const { inquiry, rows, paths } = pass;
  const { trace } = inquiry;
  const row = paths.ofPath(event, id);
  if (row < 0) return;
  count(inquiry, rows, row, call, call.how === 'flags' ? openedFor(trace.lineBytes(event, 'first')) : call.did, event);
  const worked = (trace.flags(event) & (CALL_FAILED | CALL_PENDING)) === 0;
  if (call.how === 'flags' && worked) {
    if (pass.fds === null) paths.opened(event, id, row);
    else pass.fds.opened(event, row);
  }
  if (call.how === 'two-paths') countSecond(pass, call, event);
}

function openedFor(line: Uint8Array): number {
  const flags = openFlags(line);
  const both = flags & OPENS_TO_READ_AND_WRITE;
  const written = flags & OPENS_TO_WRITE ? FILE_DID.written : both ? FILE_DID.read | FILE_DID.written : FILE_DID.read;
  return written | (flags & CREATES ? FILE_DID.created : 0);
}

/** The new name of a rename or link. */
function countSecond({ inquiry, rows, paths }: Pass, call: FileCall, event: EventIndex): void {
  const { trace } = inquiry;
  const args = trace.args(event);
  const last = args.findLastIndex((argument) => argument.startsWith('"'));
  const path = readCString(args[last] ?? '')?.text;
  if (path === undefined || last <= 0) return;
  const directory = readFd(args[last - 1] ?? '')?.path;
  const process = trace.process(event);
  const text = directory?.startsWith('/') && !path.startsWith('/') ? `${directory}/${path}` : absoluteFrom(inquiry, process, event, path);
  const row = paths.ofText(text);
  if (row >= 0) count(inquiry, rows, row, call, call.did, event);
}

function countDescriptor(pass: Pass, call: FileCall, event: EventIndex, target: number): void {
  const { inquiry, rows, paths } = pass;
  const { trace } = inquiry;
  const row = target >= 0 ? paths.ofTarget(target) : descriptorRow(pass, event, firstDescriptor(trace.lineBytes(event, 'first')));
  if (row < 0) return;
  // Through a descriptor fstat and lseek say nothing new of a path: what was done to it is what its open says.
  count(inquiry, rows, row, call, call.how === 'plain' && call.asks ? 0 : call.did, event);
  if (call.how !== 'reads' && call.how !== 'writes') return;
  if ((trace.flags(event) & (CALL_FAILED | CALL_PENDING)) !== 0) return;
  const counted = countResult(trace.lineBytes(event, 'last'));
  const bytes = Number.isNaN(counted) ? Number.parseInt(trace.result(event) ?? '0', 10) : counted;
  if (bytes > 0) rows.movedBytes[row]! += bytes;
}

function countMapped(pass: Pass, call: FileCall, event: EventIndex): void {
  const { inquiry, rows, paths } = pass;
  const { trace } = inquiry;
  const fd = descriptorBehind(trace.lineBytes(event, 'first'), BEFORE_MMAP_FD);
  if (fd < 0) return;
  const target = pass.fds === null ? (readFd(trace.args(event)[BEFORE_MMAP_FD] ?? '')?.path ?? null) : null;
  const row = target === null ? descriptorRow(pass, event, fd) : paths.ofText(target);
  if (row >= 0) count(inquiry, rows, row, call, call.did, event);
}

/** Without `-y`: what the capture shows of where the number came from. */
function descriptorRow({ inquiry, paths, fds }: Pass, event: EventIndex, fd: number): number {
  if (fd < 0) return -1;
  if (fds !== null) return fds.rowOf(inquiry.trace.process(event), fd);
  const file = openFileAt(inquiry, inquiry.trace.process(event), event, fd);
  return file?.path === null || file === null ? -1 : paths.ofText(file.path);
}

function count(inquiry: Inquiry, rows: FileRows, row: number, call: FileCall, did: number, event: EventIndex): void {
  const { trace } = inquiry;
  const flags = trace.flags(event);
  rows.count(row, event, trace.process(event), did, trace.tookNs(event));
  if ((flags & CALL_FAILED) !== 0) {
    rows.failed[row]!++;
    const telling = !isNoise(trace, event);
    if (telling) rows.telling[row] = 1;
    if (telling || rows.telling[row] === 0 || rows.failedEvent[row] === NO_EVENT) rows.failedEvent[row] = event;
  } else if ((flags & CALL_PENDING) === 0) {
    if (call.asks) rows.askedWell[row] = event;
    else if (call.did !== 0) rows.didWell[row] = event;
  }
}

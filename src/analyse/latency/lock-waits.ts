// Waits for locks: calls that wait for one, and tries that are refused until one works.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd, structField } from '../../text/arguments.ts';
import { openFileAt } from '../descriptors.ts';
import { failed, type Inquiry } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import type { LongWaits } from './long-waits.ts';
import type { Wait, WaitGroup } from './stall.ts';

const FILE_LOCKS = ['flock', 'fcntl', 'fcntl64'];
/** A capture with more lock calls than this is looked at in part. */
const MOST_CALLS = 20_000;
/** A refused try is made again within this time, else it was given up. */
const AGAIN_NS = 3e9;

export function lockWaits(inquiry: Inquiry, { calls }: LongWaits): readonly WaitGroup[] {
  const { trace } = inquiry;
  const longFutexes: Wait[] = [];
  let hasFileLock = false;
  for (const one of calls) {
    if (one.waitsFor !== 'lock') continue;
    const name = trace.name(one.event);
    if (FILE_LOCKS.includes(name)) hasFileLock = true;
    else if (name.startsWith('futex')) longFutexes.push(one);
  }
  return [...(hasFileLock || wasRefused(inquiry) ? fileLocks(inquiry) : []), ...mutexes(inquiry, longFutexes)];
}

/** Whether any lock was refused at once. */
function wasRefused({ trace }: Inquiry): boolean {
  const names = FILE_LOCKS.map((name) => trace.nameId(name)).filter((id) => id >= 0);
  const again = trace.errnoId('EAGAIN');
  if (names.length === 0 || again < 0) return false;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    if (trace.errnoIdOf(event) === again && names.includes(trace.nameIdOf(event)) && failed(trace, event)) return true;
  }
  return false;
}

function fileLocks(inquiry: Inquiry): readonly WaitGroup[] {
  const { trace } = inquiry;
  const names = FILE_LOCKS.map((name) => trace.nameId(name)).filter((id) => id >= 0);
  const byPath = new Map<string, Wait[]>();
  /** By thread, path and range: since when it has been refused. */
  const refusedSince = new Map<string, { readonly startNs: number; lastNs: number }>();
  for (let event = 0, count = trace.eventCount, seen = 0; event < count && seen < MOST_CALLS; event = trace.next(event)) {
    if (!names.includes(trace.nameIdOf(event)) || trace.kind(event) !== 'call') continue;
    const args = trace.args(event);
    if (!TAKES.test(args[1] ?? '') || /LOCK_UN|F_UNLCK/.test(args.join(', '))) continue;
    seen += 1;
    const process = trace.process(event);
    const path = lockPath(inquiry, process, event, args[0] ?? '');
    const startNs = trace.sinceStartNs(event);
    const endNs = startNs + trace.tookNs(event);
    // Locks on other bytes of the same file are other locks: SQLite takes three.
    const key = `${trace.tid(event)} ${path} ${rangeOf(args[2] ?? '')}`;
    const since = refusedSince.get(key);
    if (failed(trace, event)) {
      if (!/^(?:EAGAIN|EACCES|EWOULDBLOCK)$/.test(trace.errno(event) ?? '')) continue;
      if (since === undefined || startNs - since.lastNs > AGAIN_NS) refusedSince.set(key, { startNs, lastNs: startNs });
      else since.lastNs = startNs;
      continue;
    }
    refusedSince.delete(key);
    if (Number.isNaN(endNs)) continue;
    const begun = since !== undefined && startNs - since.lastNs <= AGAIN_NS ? since.startNs : startNs;
    const waits = byPath.get(path) ?? [];
    byPath.set(path, waits);
    waits.push({ event, process, startNs: begun, endNs });
  }
  return [...byPath].map(([subject, waits]) => ({ kind: 'lock', subject, waits, onlyLong: false }));
}

/** `{l_type=F_RDLCK, l_whence=SEEK_SET, l_start=1073741826, l_len=510}` without its type. */
const rangeOf = (lock: string): string => `${structField(lock, 'l_start') ?? ''}+${structField(lock, 'l_len') ?? ''}`;

const TAKES = /LOCK_(?:EX|SH)|F_(?:OFD_)?SETLKW?/;

function lockPath(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, argument: string): string {
  const fd = readFd(argument);
  return openFileAt(inquiry, process, event, fd?.fd ?? -1)?.path ?? fd?.path ?? absolutePath(inquiry, event) ?? argument;
}

/**
 * Locks in memory. glibc's mutex waits for the value 2 without a time-out ("taken, and somebody waits"); a futex without FUTEX_PRIVATE_FLAG is shared
 * between processes. All others may be idle threads that wait for work.
 * @see glibc nptl/lowlevellock.c, futex(2)
 */
function mutexes({ trace }: Inquiry, waits: readonly Wait[]): readonly WaitGroup[] {
  const byWord = new Map<string, Wait[]>();
  for (const wait of waits) {
    const [word = '', operation = '', value = '', timeout = 'NULL'] = trace.args(wait.event);
    if (!operation.includes('FUTEX_WAIT') || timeout !== 'NULL') continue;
    const isShared = !operation.includes('PRIVATE');
    if (!(value === '2' || isShared)) continue;
    const key = isShared ? word : `${wait.process} ${word}`;
    const known = byWord.get(key) ?? [];
    byWord.set(key, known);
    known.push(wait);
  }
  return [...byWord.values()].map((group) => ({ kind: 'lock', subject: 'futex', waits: group, onlyLong: true }));
}

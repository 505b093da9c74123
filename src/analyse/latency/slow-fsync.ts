// A run that mostly waits for the disk to have what was written: fsync(2) and its like, and writes to files opened O_SYNC.
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { toVisible } from '../../text/visible.ts';
import { OPEN, WRITE } from '../call-names.ts';
import { openFileAt } from '../descriptors.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { baseName, directoryOf, failed, type Inquiry, programName } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { coveredNs, longWaits, type Sync } from './long-waits.ts';
import { syncedFile, writtenBytes } from './synced-bytes.ts';
import { durationWords, percentWords } from './words.ts';

/** Together they must take this long: nobody notices less. */
const LEAST_NS = 2.5e8;
/** … and so long, where they are not nearly all that there is. */
const FELT_NS = 5e8;
/** One or two syncs are how a program makes sure of its work: then they must be long, most of the run, and long for what there was to write. */
const LEAST_CALLS = 3;
const FEW_NS = 1e9;
const FEW_SHARE = 0.5;
/** A disk that writes less than 20 MB in a second is slow. */
const SLOW_BYTES_PER_NS = 0.02;
/** Of the process's life, where each sync is slow by itself; a disk that is well has it done in a few milliseconds. */
const SLOW_SHARE = 0.35;
const SLOW_NS = 1e7;
/** … and where each is quick, and there is hardly anything else. */
const STORM_SHARE = 0.6;
const STORM_CALLS = 20;
/** Files are told apart by so many of the longest. */
const LOOKED_AT = 400;
const MOST_WRITES = 20_000;

/** Whether the flag is in the line, before it is taken apart: nearly all opens are without. */
const mayAskForSync = (line: Uint8Array): boolean => Buffer.from(line.buffer, line.byteOffset, line.byteLength).includes('SYNC');

export function slowFsync(inquiry: Inquiry): Discovery | null {
  const { syncs, spanNs, transferNs } = longWaits(inquiry);
  const byProcess = new Map<ProcessIndex, Sync[]>();
  const add = (sync: Sync): void => void (byProcess.get(sync.process)?.push(sync) ?? byProcess.set(sync.process, [sync]));
  for (const sync of syncs) add(sync);
  transferNs.forEach((ns, process) => {
    if (ns >= LEAST_NS) for (const write of syncWrites(inquiry, process)) add(write);
  });
  const found = [...byProcess].flatMap(([process, all]) => judge(inquiry, process, all, spanNs) ?? []);
  return found.sort((a, b) => b.totalNs - a.totalNs)[0]?.discovery ?? null;
}

/** Writes that return only when they are on the disk. @see open(2), O_SYNC and O_DSYNC */
function syncWrites(inquiry: Inquiry, process: ProcessIndex): readonly Sync[] {
  const { trace, timeline, classes } = inquiry;
  const syncPaths = new Set<string>();
  for (const event of timeline.eventsOf(process)) {
    if ((classes.of(event) & OPEN) === 0 || failed(trace, event) || !mayAskForSync(trace.lineBytes(event, 'first'))) continue;
    if (trace.args(event).some((argument) => /\bO_D?SYNC\b/.test(argument))) syncPaths.add(absolutePath(inquiry, event) ?? '');
  }
  if (syncPaths.size === 0) return [];
  const writes = timeline.eventsOf(process).filter((event) => (classes.of(event) & WRITE) !== 0 && trace.tookNs(event) > 0);
  return [...writes.subarray(0, MOST_WRITES)].flatMap((event): Sync[] => {
    const file = openFileAt(inquiry, process, event, readFd(trace.args(event)[0] ?? '')?.fd ?? -1);
    const startNs = trace.sinceStartNs(event);
    return file?.path != null && syncPaths.has(file.path) ? [{ event, process, startNs, endNs: startNs + trace.tookNs(event) }] : [];
  });
}

function judge(inquiry: Inquiry, process: ProcessIndex, syncs: readonly Sync[], spanNs: number): { totalNs: number; discovery: Discovery } | null {
  const totalNs = coveredNs(syncs);
  if (totalNs < LEAST_NS) return null;
  const { trace } = inquiry;
  const entry = trace.processes[process];
  const lifeNs = entry === undefined ? spanNs : trace.sinceStartNs(entry.lastEvent) - trace.sinceStartNs(entry.firstEvent);
  const share = totalNs / Math.max(lifeNs, totalNs);
  const slow = syncs.filter(({ startNs, endNs }) => endNs - startNs >= SLOW_NS);
  const isSlow = slow.length >= LEAST_CALLS && share >= SLOW_SHARE && totalNs >= FELT_NS;
  const isStorm = syncs.length >= STORM_CALLS && share >= STORM_SHARE;
  const isLong = totalNs >= FEW_NS && share >= FEW_SHARE && totalNs >= FEW_SHARE * spanNs && isSlowForItsBytes(inquiry, syncs, totalNs);
  if (!(isSlow || isStorm || isLong) || totalNs < spanNs / 5) return null;
  const files = byFile(inquiry, syncs);
  const [worst] = files;
  if (worst === undefined) return null;
  const longest = worst.syncs[0]!;
  // Of many files, each synced for a while, the place that they lie in is what is slow.
  const subject = files.length >= MANY && worst.totalNs < totalNs / 2 ? commonDirectory(files.map(({ path }) => path)) : worst.path;
  const named = toVisible(subject);
  const name = trace.name(longest.event);
  const mean = durationWords(syncs.reduce((sum, { startNs, endNs }) => sum + endNs - startNs, 0) / syncs.length);
  const program = toVisible(programName(inquiry, process));
  return {
    totalNs,
    discovery: {
      code: 'latency/slow-fsync',
      subject,
      errno: null,
      title: `${program} spends ${percentWords(share)} of its time (${durationWords(totalNs)}) waiting until ${subject === worst.path ? named : `files in ${named}`} ${subject === worst.path ? 'is' : 'are'} on the disk: ${syncs.length === 1 ? `one ${name}` : `${syncs.length} ${name} calls of ${mean} each`}`,
      process,
      proofs: [
        call(longest.event, `${name} of ${baseName(toVisible(worst.path))} takes ${durationWords(longest.endNs - longest.startNs)}`),
        ...worst.syncs.slice(1, 5).map(({ event, startNs, endNs }) => call(event, `another one takes ${durationWords(endNs - startNs)}`)),
        ...files
          .slice(1, 4)
          .map(({ path, syncs: [first], totalNs: ns }) => call(first!.event, `${toVisible(path)} takes ${durationWords(ns)} in all`)),
      ],
      parameters: { file: subject },
    },
  };
}

/** Whether the disk took long for what the capture shows was written to these files. */
function isSlowForItsBytes(inquiry: Inquiry, syncs: readonly Sync[], totalNs: number): boolean {
  if (syncs.length >= LEAST_CALLS) return false;
  const written = writtenBytes(inquiry);
  const paths = new Set(syncs.map(({ event, process }) => syncedFile(inquiry, process, event)));
  // What sync(2) writes is anybody's.
  if (written === null || paths.has(null)) return false;
  const bytes = [...paths].reduce((sum, path) => sum + (written.get(path ?? '') ?? 0), 0);
  return bytes < SLOW_BYTES_PER_NS * totalNs;
}

interface SyncedFile {
  readonly path: string;
  totalNs: number;
  /** Longest first. */
  readonly syncs: Sync[];
}

function byFile(inquiry: Inquiry, syncs: readonly Sync[]): readonly SyncedFile[] {
  const { trace } = inquiry;
  const longest = [...syncs].sort((a, b) => b.endNs - b.startNs - (a.endNs - a.startNs)).slice(0, LOOKED_AT);
  const files = new Map<string, SyncedFile>();
  for (const sync of longest) {
    const fd = readFd(trace.args(sync.event)[0] ?? '');
    // sync(2) is about all file systems.
    const path = syncedFile(inquiry, sync.process, sync.event) ?? (fd === null ? trace.name(sync.event) : `descriptor ${fd.fd}`);
    const file = files.get(path) ?? { path, totalNs: 0, syncs: [] };
    files.set(path, file);
    file.totalNs += sync.endNs - sync.startNs;
    file.syncs.push(sync);
  }
  return [...files.values()].sort((a, b) => b.totalNs - a.totalNs);
}

const MANY = 4;

/** The directory in which all of these lie; the first path where there is none. */
function commonDirectory(paths: readonly string[]): string {
  const [first = ''] = paths;
  for (let directory = directoryOf(first); directory.length > 1; directory = directoryOf(directory))
    if (paths.every((path) => path === directory || path.startsWith(`${directory}/`))) return directory;
  return first;
}

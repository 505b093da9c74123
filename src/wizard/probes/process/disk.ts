// The disk below a path: how its requests are ordered, and how long they take now.
import type { HostFiles } from '../../../probes/host-files.ts';

/** A line of /proc/diskstats. @see Documentation/admin-guide/iostats.rst */
export interface DiskCounters {
  readonly reads: number;
  readonly readMs: number;
  readonly writes: number;
  readonly writeMs: number;
  readonly flushes: number;
  readonly flushMs: number;
  readonly inFlight: number;
}

export function parseDiskstats(text: string, name: string): DiskCounters | null {
  const line = text.split('\n').find((one) => one.trim().split(/\s+/)[2] === name);
  const [, , , reads, , , readMs, writes, , , writeMs, inFlight, , , , , , , flushes, flushMs] = line?.trim().split(/\s+/).map(Number) ?? [];
  if (reads === undefined || readMs === undefined || writes === undefined || writeMs === undefined) return null;
  return { reads, readMs, writes, writeMs, inFlight: inFlight ?? 0, flushes: flushes ?? 0, flushMs: flushMs ?? 0 };
}

/** Between two readings: how many requests ended, and how long one took on average; null for none. */
export function between(before: DiskCounters, after: DiskCounters) {
  const mean = (count: number, ms: number): number | null => (count > 0 ? ms / count : null);
  const [reads, writes, flushes] = [after.reads - before.reads, after.writes - before.writes, after.flushes - before.flushes];
  return {
    ...{ reads, writes, flushes, inFlight: after.inFlight },
    readMs: mean(reads, after.readMs - before.readMs),
    writeMs: mean(writes, after.writeMs - before.writeMs),
    flushMs: mean(flushes, after.flushMs - before.flushMs),
  };
}

export interface Disk {
  readonly name: string;
  /** `mq-deadline`; null where it is not told. */
  readonly scheduler: string | null;
  readonly schedulers: readonly string[];
  readonly rotational: boolean;
  /** `write back`: fsync has to flush the disk's own memory. */
  readonly cache: string | null;
  readonly queued: number | null;
}

/** `none [mq-deadline] kyber`. */
export const parseScheduler = (text: string): { readonly chosen: string | null; readonly all: readonly string[] } => ({
  chosen: /\[([^\]]+)\]/.exec(text)?.[1] ?? null,
  all: text
    .replace(/[[\]]/g, '')
    .trim()
    .split(/\s+/)
    .filter((name) => name !== ''),
});

/**
 * @param device major and minor number of the file system, `254:0`
 * @returns null for what lies on no block device: tmpfs, overlay, a network
 */
export function diskOf(device: string, files: Pick<HostFiles, 'text' | 'readlink'>): Disk | null {
  let link: string;
  try {
    link = files.readlink(`/sys/dev/block/${device}`);
  } catch {
    return null;
  }
  const parts = link.split('/');
  const own = parts.at(-1) ?? '';
  // A partition has no queue of its own.
  const name = files.text(`/sys/dev/block/${device}/partition`) === null ? own : (parts.at(-2) ?? own);
  const queue = (file: string): string | null => files.text(`/sys/block/${name}/queue/${file}`)?.trim() ?? null;
  const scheduler = parseScheduler(queue('scheduler') ?? '');
  const queued = queue('nr_requests');
  return {
    name,
    scheduler: scheduler.chosen,
    schedulers: scheduler.all,
    rotational: queue('rotational') === '1',
    cache: queue('write_cache'),
    queued: queued === null ? null : Number(queued),
  };
}

// The processes that a strace traces right now, as /proc tells.
import { readdirSync, readFileSync } from 'node:fs';
import { type RawText, rawText } from '../model/raw-text.ts';

export interface Tracee {
  readonly pid: number;
  /** The command line, or the name in brackets where it is empty. */
  readonly command: RawText;
}

/** Thread groups whose tracer is `tracerPid`, zombies left out. @see proc(5), `TracerPid` */
export function traceesOf(tracerPid: number): readonly Tracee[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => tracerOf(pid) === tracerPid)
    .map((pid) => ({ pid, command: commandOf(pid) }));
}

/** 0: untraced, or gone. */
export function tracerOf(pid: number): number {
  const status = read(`/proc/${pid}/status`);
  return /^State:\tZ/m.test(status) ? 0 : Number(/^TracerPid:\t(\d+)/m.exec(status)?.[1] ?? 0);
}

/** The processes and all below them, but for whytrace and what it has started itself. @see proc(5), `/proc/pid/stat`, field 4 */
export function withDescendants(pids: readonly number[]): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    // The name in brackets may hold anything, brackets too: what counts stands behind the last one.
    .map((name) => ({ pid: Number(name), parent: Number(/^.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1] ?? 0) }));
  const all = new Set(pids);
  // A set that grows while it is walked: descendants of descendants come too.
  for (const pid of all) for (const child of parents) if (child.parent === pid && child.pid !== process.pid) all.add(child.pid);
  return [...all];
}

/** Neither gone nor a zombie. */
export const isAlive = (pid: number): boolean => /^State:\t[^ZX]/m.test(read(`/proc/${pid}/status`));

/** The process group; null when the process is gone. @see proc(5), `/proc/pid/stat`, field 5 */
export function groupOf(pid: number): number | null {
  const [, group] = /^.*\) \S \d+ (\d+)/s.exec(read(`/proc/${pid}/stat`)) ?? [];
  return group === undefined ? null : Number(group);
}

/** The command line of a process, or its name in brackets where it has none (kernel threads); '' when it is gone. */
export function commandOf(pid: number): RawText {
  const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
  const name = read(`/proc/${pid}/comm`).trim();
  return rawText(line !== '' || name === '' ? line : `[${name}]`);
}

/** Its short name, of 15 bytes at most; '' when it is gone. @see proc(5), `/proc/pid/comm` */
export const nameOf = (pid: number): RawText => rawText(read(`/proc/${pid}/comm`).replace(/\n$/, ''));

/** Ids of its threads; none when it is gone. */
export function threadsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The first child of a process; null when it has none. @see proc(5), `/proc/pid/task/tid/children` */
export function childOf(pid: number): number | null {
  const [first = ''] = read(`/proc/${pid}/task/${pid}/children`).split(' ');
  return first === '' ? null : Number(first);
}

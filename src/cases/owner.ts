// Which whytrace holds something: by its pid, its start and the boot, since pids recur.
import { readFileSync } from 'node:fs';

export interface Owner {
  readonly pid: number;
  /** Clock ticks since boot (proc_pid_stat(5), field 22); '' where there is no /proc. */
  readonly start: string;
  readonly boot: string;
}

export const ourselves = (): Owner => ({ pid: process.pid, start: startOf(process.pid) ?? '', boot: bootId() });

export function isAlive({ pid, start, boot }: Owner): boolean {
  if (boot !== bootId()) return false;
  const now = startOf(pid);
  if (now !== null) return now === start;
  // No /proc: whether there is such a process is all that can be asked.
  if (start !== '') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command's name in brackets may hold spaces and brackets; what counts stands behind the last one. A zombie holds nothing. */
function startOf(pid: number): string | null {
  const fields = read(`/proc/${pid}/stat`)
    ?.replace(/^.*\)\s/s, '')
    .split(' ');
  return fields === undefined || fields[0] === 'Z' ? null : (fields[19] ?? null);
}

const bootId = (): string => read('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

function read(path: string): string | null {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}

// What stands at a path, without an error for what cannot be asked.
import { type BigIntStats, lstatSync, type Stats, statfsSync, statSync } from 'node:fs';

export const isDirectory = (path: string): boolean => statOrNull(path)?.isDirectory() === true;
export const isLink = (path: string): boolean => lstatOrNull(path)?.isSymbolicLink() === true;

/** Of the path itself. Times in nanoseconds: as numbers they lose some. */
export function lstatOrNull(path: string): BigIntStats | null {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Of what links lead to. */
function statOrNull(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** linux/magic.h: PROC_SUPER_MAGIC, SYSFS_MAGIC, CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([0x9fa0, 0x62656572, 0x27e0eb, 0x63677270]);

/** A file of the kernel's own is written in place: nothing can be renamed there. */
export function isKernelFile(path: string): boolean {
  try {
    return KERNEL_FILE_SYSTEMS.has(statfsSync(path).type);
  } catch {
    return false;
  }
}

// The resource limits that we run with ourselves, and so everything that we start: /proc/self/limits.
import type { HostFiles } from './host-files.ts';

/** How the kernel calls each limit. @see fs/proc/base.c, lnames */
const NAMES: Readonly<Record<string, string>> = {
  'Max address space': 'RLIMIT_AS',
  'Max data size': 'RLIMIT_DATA',
  'Max stack size': 'RLIMIT_STACK',
  'Max file size': 'RLIMIT_FSIZE',
  'Max processes': 'RLIMIT_NPROC',
  'Max open files': 'RLIMIT_NOFILE',
  'Max locked memory': 'RLIMIT_MEMLOCK',
  'Max cpu time': 'RLIMIT_CPU',
  'Max core file size': 'RLIMIT_CORE',
};

/** Soft limits by name; null in place of a number: unlimited. */
export function parseLimits(text: string): Readonly<Record<string, number | null>> {
  const limits: Record<string, number | null> = {};
  for (const [, title = '', soft] of text.matchAll(/^(Max [a-z ]+?)\s{2,}(unlimited|\d+)\s/gm)) {
    const name = NAMES[title];
    if (name !== undefined) limits[name] = soft === 'unlimited' ? null : Number(soft);
  }
  return limits;
}

/** @param process `self` or a pid @returns null where /proc is not there */
export function resourceLimits(files: Pick<HostFiles, 'text'>, process = 'self'): Readonly<Record<string, number | null>> | null {
  const text = files.text(`/proc/${process}/limits`);
  return text === null ? null : parseLimits(text);
}

// Which glibc-hwcaps subdirectories this CPU makes the loader search before each directory: ld.so(8), "Hardware capabilities".
import type { HostFiles } from './host-files.ts';

/** What each level of the x86-64 psABI demands, by the names of /proc/cpuinfo (`pni` is SSE3, `abm` LZCNT). Each includes those before. */
const X86_64_LEVELS: readonly (readonly [string, readonly string[]])[] = [
  ['x86-64-v2', ['cx16', 'lahf_lm', 'popcnt', 'pni', 'sse4_1', 'sse4_2', 'ssse3']],
  ['x86-64-v3', ['abm', 'avx', 'avx2', 'bmi1', 'bmi2', 'f16c', 'fma', 'movbe', 'xsave']],
  ['x86-64-v4', ['avx512bw', 'avx512cd', 'avx512dq', 'avx512f', 'avx512vl']],
];

/** @returns names below `glibc-hwcaps/`, the best first; [] on machines without such levels */
export function glibcHwcaps(machine: string, files: HostFiles): readonly string[] {
  if (machine !== 'x86-64') return [];
  const flags = new Set(/^flags\s*:\s*(.*)$/m.exec(files.text('/proc/cpuinfo') ?? '')?.[1]?.split(' '));
  const tooHigh = X86_64_LEVELS.findIndex(([, needs]) => !needs.every((flag) => flags.has(flag)));
  const levels = tooHigh < 0 ? X86_64_LEVELS : X86_64_LEVELS.slice(0, tooHigh);
  return levels.map(([name]) => name).reverse();
}

/** Parts of the subdirectories that glibc's loader tries in each directory: by CPU level (since 2.33), and by the kernel's and its own words (before 2.37). */
const FEATURE =
  /^(glibc-hwcaps|x86-64-v\d|power\d+|z\d+|tls|haswell|xeon_phi|avx512_1|x86_64|i[3-6]86|sse2|cmov|nosegneg|atomics|aarch64|v[67]l|neon|vfp)$/;

/** Whether a directory was searched only because its parent was: nobody would put a library there to mend anything. */
export function isHwcapsDirectory(directory: string, searched: ReadonlySet<string>): boolean {
  const parts = directory.split('/');
  let length = parts.length;
  while (length > 1 && FEATURE.test(parts[length - 1] ?? '')) {
    length -= 1;
    if (searched.has(parts.slice(0, length).join('/'))) return true;
  }
  return false;
}

// Directories that the loader tries for CPUs with more features.
import { expect, test } from 'vitest';
import type { HostFiles } from '../../src/probes/host-files.ts';
import { glibcHwcaps, isHwcapsDirectory } from '../../src/probes/ld-so-hwcaps.ts';

const host = (flags: string) => ({ text: () => `processor : 0\nflags\t\t: ${flags}\n` }) as unknown as HostFiles;
const V2 = 'cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3';
const V3 = `${V2} abm avx avx2 bmi1 bmi2 f16c fma movbe xsave`;

test('a CPU has each level whose features it has, the best first', () => {
  expect(glibcHwcaps('x86-64', host('sse2'))).toEqual([]);
  expect(glibcHwcaps('x86-64', host(V2))).toEqual(['x86-64-v2']);
  expect(glibcHwcaps('x86-64', host(V3))).toEqual(['x86-64-v3', 'x86-64-v2']);
  expect(glibcHwcaps('x86-64', host(`${V3} avx512f avx512bw avx512cd avx512dq avx512vl`))[0]).toBe('x86-64-v4');
  expect(glibcHwcaps('AArch64', host(V3))).toEqual([]);
});

test('a subdirectory for features counts as its parent, where that was searched', () => {
  const searched = new Set(['/usr/lib', '/usr/lib/glibc-hwcaps/x86-64-v3', '/usr/lib/tls/haswell/x86_64', '/opt/app/x86_64']);
  expect([...searched].filter((directory) => !isHwcapsDirectory(directory, searched))).toEqual(['/usr/lib', '/opt/app/x86_64']);
});

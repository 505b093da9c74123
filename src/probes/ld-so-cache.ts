// Reads /etc/ld.so.cache, which maps sonames to paths: glibc's sysdeps/generic/dl-cache.h and elf/dl-cache.c.
import type { ByteSource } from './bytes.ts';

const OLD_MAGIC = 'ld.so-1.7.0\0';
const NEW_MAGIC = 'glibc-ld.so.cache1.1';
const EXTENSION_MAGIC = 0xeaa42174;
const TAG_GLIBC_HWCAPS = 1;
/** Bit 62 of an entry's hwcap: its low half is an index into the names of glibc-hwcaps subdirectories. */
const HWCAP_BY_NAME = 0x40000000;

/** One line of `ldconfig -p`. */
export interface CacheEntry {
  readonly soname: string;
  readonly path: string;
  /** FLAG_ELF_LIBC6 (3) and the ABI above it; see {@link cacheFlagsOf}. */
  readonly flags: number;
  /** The glibc-hwcaps subdirectory it is for (`x86-64-v3`); null for everybody; `legacy` for the bit masks of glibc before 2.33. */
  readonly hwcaps: string | null;
}

/** @returns the entries in the order of the file (the loader takes the first that fits); [] for a damaged or foreign cache */
export function readLdSoCache(source: ByteSource): readonly CacheEntry[] {
  const bytes = source.read(0, source.sizeBytes);
  const start = startOfNewFormat(bytes);
  if (start === null || bytes.length < start + 48) return [];
  const cache = bytes.subarray(start);
  // Since 2.33 the header says its byte order: 2 little, 3 big; 0 unset, then it is the host's (little on all that matter here).
  const big = (cache[28] ?? 0) % 4 === 3;
  const u32 = (at: number) => (at < 0 || at + 4 > cache.length ? 0 : big ? cache.readUInt32BE(at) : cache.readUInt32LE(at));
  const text = (at: number) => {
    const end = at > 0 ? cache.indexOf(0, at) : -1;
    return end < 0 ? '' : cache.toString('utf8', at, end);
  };
  const names = hwcapNames(u32, text, u32(32));
  const count = Math.min(u32(20), Math.floor((cache.length - 48) / 24));
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const at = 48 + index * 24;
    const [low, high] = big ? [u32(at + 20), u32(at + 16)] : [u32(at + 16), u32(at + 20)];
    const hwcaps = low === 0 && high === 0 ? null : (high & HWCAP_BY_NAME) !== 0 ? (names[low] ?? 'legacy') : 'legacy';
    return { flags: u32(at), soname: text(u32(at + 4)), path: text(u32(at + 8)), hwcaps };
  }).filter(({ soname, path }) => soname !== '' && path !== '');
}

/** The new format stands alone (since 2.32), or behind the old one, aligned to 8 bytes. */
function startOfNewFormat(bytes: Buffer): number | null {
  if (bytes.toString('latin1', 0, NEW_MAGIC.length) === NEW_MAGIC) return 0;
  if (bytes.toString('latin1', 0, OLD_MAGIC.length) !== OLD_MAGIC || bytes.length < 16) return null;
  const at = Math.ceil((16 + bytes.readUInt32LE(12) * 12) / 8) * 8;
  return bytes.toString('latin1', at, at + NEW_MAGIC.length) === NEW_MAGIC ? at : null;
}

function hwcapNames(u32: (at: number) => number, text: (at: number) => string, at: number): readonly string[] {
  if (at === 0 || u32(at) !== EXTENSION_MAGIC) return [];
  for (let section = 0; section < Math.min(u32(at + 4), 16); section += 1) {
    const entry = at + 8 + section * 16;
    if (u32(entry) !== TAG_GLIBC_HWCAPS) continue;
    return Array.from({ length: Math.min(u32(entry + 12) / 4, 64) }, (_, index) => text(u32(u32(entry + 8) + index * 4)));
  }
  return [];
}

/**
 * The flags that the loader of an ABI accepts in the cache.
 * @see glibc, sysdeps/generic/ldconfig.h, and dl-cache.h of each machine
 */
export function cacheFlagsOf(machine: string, elfClass: 32 | 64): readonly number[] {
  const abi = ABI_FLAGS[`${machine}/${elfClass}`];
  return abi === undefined ? [1, 3] : abi.map((flags) => flags | 3);
}

const ABI_FLAGS: Readonly<Record<string, readonly number[]>> = {
  'SPARC V9/64': [0x0100],
  'IA-64/64': [0x0200],
  'x86-64/64': [0x0300],
  'S390/64': [0x0400],
  'PowerPC64/64': [0x0500],
  'x86-64/32': [0x0800],
  // Hard float, soft float, and unmarked by old ldconfig.
  'ARM/32': [0x0900, 0x0b00, 0],
  'AArch64/64': [0x0a00],
  'RISC-V/64': [0x0f00, 0x1000],
  'LoongArch/64': [0x1100, 0x1200],
};

// What the start-file detectors share: the file that execve was given, its format, and where its bytes were seen.
import type { StartFile } from '../aims/aim.ts';
import { lastEvent } from '../aims/aim.ts';
import type { Content } from '../content.ts';
import type { Inquiry } from '../inquiry.ts';
import { type KnownFile, knownFile } from '../known-file.ts';
import { call, type Proof, probe } from './detector.ts';

export const fileOf = (inquiry: Inquiry, aim: StartFile): KnownFile => knownFile(inquiry, aim.process, aim.path);

/** The execve that failed, as the first proof. */
export const failedExec = (aim: StartFile, says: string): Proof => call(lastFailure(aim), says);
export const lastFailure = (aim: StartFile): number => aim.tries.findLast((t) => t.errno !== null)?.event ?? lastEvent(aim);

/** Where something about a file was seen: a call, or the host. */
export const shown = (by: number | 'host', name: string, answer: string, says: string): Proof =>
  by === 'host' ? probe(name, answer, says) : call(by, says);

/** An ELF program is seldom below this size, a script seldom above: for a file whose bytes nobody read. */
const SMALLEST_DYNAMIC_ELF = 8000;

/**
 * Whether the file is an ELF program or a script, by its bytes where they were seen, else by its size and name: execve's ENOENT speaks of the
 * interpreter of either.
 */
export function likelyFormat(file: KnownFile): 'elf' | 'script' {
  const kind = file.content?.content.kind;
  if (kind === 'elf') return 'elf';
  if (kind !== undefined) return 'script';
  if (SCRIPT_NAME.test(file.path)) return 'script';
  return file.sizeBytes === null || file.sizeBytes >= SMALLEST_DYNAMIC_ELF ? 'elf' : 'script';
}

/** By its ending, or by where it lies: hooks, and what cron and init run, are scripts nearly always. */
const SCRIPT_NAME = /\.(?:sh|bash|py|pl|rb|js|mjs|php|tcl|lua|awk)$|\/(?:hooks(?:\.d)?|init\.d|cron\.\w+)\/[^/]+$/;

/** In words for titles: `an ELF file for AArch64`, `an HTML page`. */
export function contentWords(content: Content): string {
  switch (content.kind) {
    case 'elf':
      return `an ELF file${content.machine === null ? '' : ` for ${content.machine}${content.class === 32 ? ' (32 bit)' : ''}`}`;
    case 'script':
      return 'a script';
    case 'html':
      return 'an HTML page, not a program';
    case 'lfs-pointer':
      return 'a Git LFS pointer: the real file was not fetched';
    case 'json':
      return 'a JSON text, not a program';
    case 'marked':
      return 'text with a byte order mark in front, so that no #! line is seen';
    case 'text':
      return 'text without a #! line';
    case 'binary':
      return 'binary data that is no program';
    case 'empty':
      return 'empty';
  }
}

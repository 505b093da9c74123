// What a file is, by the bytes that the capture shows of its start: as the kernel's loaders and ld.so judge it.
import type { FileFormat } from '../model/answers.ts';
import { machineName } from '../probes/elf-machines.ts';
import { bytesToText } from '../text/c-string.ts';

export type Content =
  | { readonly kind: 'elf'; readonly class: 32 | 64 | null; readonly machine: string | null; readonly type: number | null }
  | { readonly kind: 'script'; readonly interpreter: string; readonly argument: string | null; readonly cut: boolean }
  /** `marked`: a byte order mark before the `#!`, or UTF-16: neither kernel nor shell takes it for what it looks like. */
  | { readonly kind: 'html' | 'lfs-pointer' | 'json' | 'text' | 'marked' | 'binary' | 'empty' };

/** @param bytes the first bytes read or written; `-s` may have cut them, so fields behind their end are null */
export function judgeContent(bytes: Uint8Array): Content {
  if (bytes.length === 0) return { kind: 'empty' };
  if (bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46) return judgeElf(bytes);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return { kind: 'marked' };
  const text = bytesToText(bytes);
  if (/^\uFEFF#!/.test(text)) return { kind: 'marked' };
  if (text.startsWith('#!')) return judgeScript(text);
  if (/^\uFEFF?\s*<(?:!doctype|html|\?xml|head|body)\b/i.test(text)) return { kind: 'html' };
  if (text.startsWith('version https://git-lfs.')) return { kind: 'lfs-pointer' };
  // The same test as bash's check_binary_file(): a NUL in the first line.
  const firstLine = bytes.subarray(0, bytes.indexOf(10) < 0 ? bytes.length : bytes.indexOf(10));
  if (firstLine.includes(0) || [...firstLine].filter((b) => b < 7 || b >= 0x80).length * 3 > firstLine.length) return { kind: 'binary' };
  return { kind: /^\s*[[{]\s*"/.test(text) ? 'json' : 'text' };
}

function judgeElf(bytes: Uint8Array): Content {
  const little = bytes[5] !== 2;
  const half = (at: number): number | null => {
    const [a, b] = [bytes[at], bytes[at + 1]];
    return a === undefined || b === undefined ? null : little ? a | (b << 8) : (a << 8) | b;
  };
  const machine = half(18);
  return {
    kind: 'elf',
    class: bytes[4] === 1 ? 32 : bytes[4] === 2 ? 64 : null,
    machine: machine === null ? null : machineName(machine),
    type: half(16),
  };
}

/** The kernel's reading of a `#!` line: blanks around the interpreter, one argument to the end of the line. @see fs/binfmt_script.c */
function judgeScript(text: string): Content {
  const end = text.indexOf('\n');
  const line = text.slice(2, end < 0 ? undefined : end).replace(/^[ \t]+|[ \t]+$/g, '');
  const blank = line.search(/[ \t]/);
  if (blank < 0) return { kind: 'script', interpreter: line, argument: null, cut: end < 0 };
  return { kind: 'script', interpreter: line.slice(0, blank), argument: line.slice(blank).trim(), cut: end < 0 };
}

/** The same for what a probe read on the host. */
export function contentOf(format: FileFormat): Content {
  switch (format.kind) {
    case 'elf':
      return { kind: 'elf', class: format.elf.class, machine: format.elf.machine, type: null };
    case 'script':
      return {
        kind: 'script',
        interpreter: format.interpreter + (format.carriageReturn && !format.interpreter.endsWith('\r') && format.argument === null ? '\r' : ''),
        argument: format.argument,
        cut: false,
      };
    case 'text':
      if (format.encoding !== undefined && format.looksLike !== 'html') return { kind: 'marked' };
      return { kind: format.looksLike === 'html' || format.looksLike === 'lfs-pointer' ? format.looksLike : 'text' };
    case 'bad-elf':
      return { kind: 'elf', class: null, machine: null, type: null };
    case 'empty':
    case 'binary':
      return { kind: format.kind };
  }
}

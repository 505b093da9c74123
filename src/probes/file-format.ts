// The start of a file as execve judges it, and what the file really is when no loader takes it.
import type { FileFormat } from '../model/answers.ts';
import type { ByteSource } from './bytes.ts';
import { readElf } from './elf.ts';
import { parseShebang } from './shebang.ts';

/** Enough to tell a page or a pointer file from a program. */
const START_BYTES = 1024;
/** A Git LFS pointer begins with its version line: git-lfs, docs/spec.md. */
const LFS_POINTER = /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\//;
const HTML = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i;
const SHELL = /(^|\n)\s*(set -[a-z]+|export \w+=|\w+=["'$]|if \[|for \w+ in |echo |exec |function \w+|\. \/|source |case )/;

/** @see execve(2); fs/binfmt_elf.c, fs/binfmt_script.c */
export function fileFormat(source: ByteSource): FileFormat {
  if (source.sizeBytes === 0) return { kind: 'empty' };
  const elf = readElf(source);
  if (elf !== null) return elf;
  const start = source.read(0, START_BYTES);
  const shebang = parseShebang(start);
  if (shebang !== null) return { kind: 'script', ...shebang };
  if (start.length >= 4 && start.every((byte) => byte === 0)) return { kind: 'bad-elf', reason: `begins with ${start.length} zero bytes` };
  return textFormat(start) ?? { kind: 'binary' };
}

function textFormat(start: Buffer): FileFormat | null {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return { kind: 'text', looksLike: 'text', encoding: 'utf-16' };
  const marked = start.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf));
  const bytes = marked ? start.subarray(3) : start;
  // bash decides the same way: a NUL in the first line means binary (general.c, check_binary_file).
  if (bytes.includes(0)) return null;
  const text = bytes.toString('utf8');
  const looksLike = LFS_POINTER.test(text)
    ? 'lfs-pointer'
    : HTML.test(text)
      ? 'html'
      : text.startsWith('#') || SHELL.test(text)
        ? 'shell'
        : controlShare(bytes) > 0.1
          ? null
          : 'text';
  if (looksLike === null) return null;
  return marked ? { kind: 'text', looksLike, encoding: 'utf-8-bom' } : { kind: 'text', looksLike };
}

/** The share of bytes that no text has: control characters but tab, line ends, form feed and escape. */
function controlShare(bytes: Buffer): number {
  const odd = bytes.filter((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte));
  return odd.length / bytes.length;
}

// Reads the C strings that strace prints: `"a\tb\303\244"...` back to the bytes and the text they stand for.
import { type RawText, rawText } from '../model/raw-text.ts';

/** A string argument. `truncated`: strace cut it at `-s` (three dots behind the quote), the rest is not known. */
export interface CString {
  readonly text: RawText;
  readonly truncated: boolean;
}

const BACKSLASH = 92;
const QUOTE = 34;
const SIMPLE: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, a: 7, b: 8, e: 27, '"': 34, '\\': 92 };
const PLAIN = /^[ -[\]-~]*$/;

/**
 * Decodes the first quoted string in `argument`; an `@"…"` abstract socket name too.
 * @returns null when it holds no closed string (`NULL`, `0x7ffe…`, cut off)
 */
export function readCString(argument: string): CString | null {
  const found = findQuoted(argument, 0);
  return found === null ? null : decoded(argument, found);
}

/** The bytes of the first quoted string in `argument`; null when it holds none. */
export function readCStringBytes(argument: string): Uint8Array | null {
  const found = findQuoted(argument, 0);
  return found === null ? null : cStringBytes(argument.slice(found.start, found.end));
}

/** Every quoted string in `argument`, in order: argv, envp and the pieces of an iovec. */
export function readCStrings(argument: string): readonly CString[] {
  const all: CString[] = [];
  for (let found = findQuoted(argument, 0); found !== null; found = findQuoted(argument, found.end + 1)) all.push(decoded(argument, found));
  return all;
}

/** Between its quotes. */
interface Quoted {
  readonly start: number;
  readonly end: number;
}

/** By hand, not by a pattern: a pattern for strings needs stack for each escape, and ten million of them are more than there is. */
function findQuoted(text: string, from: number): Quoted | null {
  const open = text.indexOf('"', from);
  if (open < 0) return null;
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return { start: open + 1, end: at };
  }
  return null;
}

const decoded = (text: string, { start, end }: Quoted): CString => ({
  text: insideToText(text.slice(start, end)),
  truncated: text.startsWith('...', end + 1),
});

/**
 * Undoes strace's escapes between the quotes: C's letters, up to three octal digits, `\xNN` of `-x` and `-xx`. Text that strace left as
 * it was (4.x with `-y`) goes through as UTF-8, and U+DC80..U+DCFF as the byte they stand for.
 * @see strace's string_quote() in util.c
 */
export function cStringBytes(inside: string): Uint8Array {
  const bytes: number[] = [];
  for (let at = 0; at < inside.length; at++) {
    const code = inside.charCodeAt(at);
    if (code !== BACKSLASH) {
      if (code < 0x80) bytes.push(code);
      else if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
      else {
        const character = String.fromCodePoint(inside.codePointAt(at) ?? 0xfffd);
        at += character.length - 1;
        bytes.push(...new TextEncoder().encode(character));
      }
      continue;
    }
    const escaped = /^(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/.exec(inside.slice(at + 1, at + 4));
    if (escaped === null) break;
    at += escaped[0].length;
    if (escaped[1] !== undefined) bytes.push(Number.parseInt(escaped[1], 16));
    else if (escaped[2] !== undefined) bytes.push(Number.parseInt(escaped[2], 8) & 0xff);
    else bytes.push(SIMPLE[escaped[3] ?? ''] ?? (escaped[3] ?? '?').charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}

/** Most strings are paths in ASCII and stand for themselves. */
const insideToText = (inside: string): RawText => (PLAIN.test(inside) ? rawText(inside) : bytesToText(cStringBytes(inside)));

/** UTF-8 to text; a byte that is no UTF-8 becomes U+DC80..U+DCFF (see {@link RawText}). */
export function bytesToText(bytes: Uint8Array): RawText {
  // Not a TextDecoder: to make the first one costs milliseconds.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (!text.includes('\ufffd')) return rawText(text);
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) out += String.fromCharCode(0xdc00 + (bytes[at++] ?? 0));
    else {
      out += new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return rawText(out);
}

/** Length of the UTF-8 sequence at `at`; 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
  if (length === 0 || lead >= 0xf5 || at + length > bytes.length) return 0;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at, at + length));
    return length;
  } catch {
    return 0;
  }
}

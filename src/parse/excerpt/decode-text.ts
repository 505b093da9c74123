// Text as people's programs store it, to lines of bytes as strace wrote them: UTF-16, quoted-printable mail, bare carriage returns.

/** One line, or several that a mailer made of one. Latin-1: a character a byte. */
export interface TextLine {
  readonly text: string;
  /** Lines of the person's text, from 1. */
  readonly first: number;
  readonly last: number;
}

/** `) =3D -1 ENOENT`: an equals sign of strace's, as quoted-printable writes it. @see RFC 2045, 6.7 */
const QUOTED_PRINTABLE = /\) *=3D(?:=20| |$)/;
const STRING = /"(?:\\.|[^"\\])*"/g;

/** Whether a line is a record in quoted-printable; what is in its strings does not count. */
export const isQuotedPrintable = (line: string): boolean => line.includes('=3D') && QUOTED_PRINTABLE.test(line.replace(STRING, ''));

/** 'le', 'be'; null for texts that are not UTF-16. Without a byte order mark: every other byte is zero. */
export function utf16Order(bytes: Uint8Array): 'le' | 'be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  const count = Math.min(64, bytes.length & ~1);
  if (count < 16) return null;
  let low = 0;
  let high = 0;
  for (let at = 0; at < count; at += 2) {
    if (bytes[at] === 0 && bytes[at + 1] !== 0) high++;
    if (bytes[at] !== 0 && bytes[at + 1] === 0) low++;
  }
  return low * 2 === count ? 'le' : high * 2 === count ? 'be' : null;
}

/** All bytes as Latin-1; UTF-16 as the bytes of UTF-8. Without byte order mark. */
export function decodeText(bytes: Uint8Array): string {
  const order = utf16Order(bytes);
  if (order === null)
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString('latin1')
      .replace(/^\xef\xbb\xbf/, '');
  const text = new TextDecoder(order === 'le' ? 'utf-16le' : 'utf-16be').decode(bytes);
  return Buffer.from(text).toString('latin1');
}

/** What ends a line: a carriage return alone where there are more of these than of line feeds. */
function lineEnd(text: string): RegExp {
  const bare = text.match(/\r(?!\n)/g)?.length ?? 0;
  const feeds = text.match(/\n/g)?.length ?? 0;
  return bare > feeds ? /\r\n|[\r\n]/g : /\r?\n/g;
}

/** Where each line begins, and where the last one ends. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(lineEnd(text))) starts.push(index + end.length);
  if (starts.at(-1) !== text.length) starts.push(text.length);
  return starts;
}

export function splitLines(text: string): readonly TextLine[] {
  const lines = text.split(lineEnd(text));
  if (lines.at(-1) === '') lines.pop();
  const all = lines.map((line, at): TextLine => ({ text: line, first: at + 1, last: at + 1 }));
  return lines.some(isQuotedPrintable) ? withoutQuotedPrintable(all) : all;
}

function withoutQuotedPrintable(lines: readonly TextLine[]): readonly TextLine[] {
  const decoded: TextLine[] = [];
  let begun: TextLine | null = null;
  for (const line of lines) {
    const whole: TextLine = begun === null ? line : { text: begun.text + line.text, first: begun.first, last: line.last };
    // Blanks behind the mark came on the way: they are none of the text.
    begun = /=\s*$/.test(whole.text) ? { ...whole, text: whole.text.replace(/=\s*$/, '') } : null;
    if (begun === null) decoded.push({ ...whole, text: bytesOf(whole.text) });
  }
  if (begun !== null) decoded.push({ ...begun, text: bytesOf(begun.text) });
  return decoded;
}

const bytesOf = (text: string): string => text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

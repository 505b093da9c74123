// A record's own text, put together from its pieces: without pid and time, a call in halves as one call.
import { ESCAPE, RETURN } from '../parse/ascii.ts';
import { withoutColour } from '../parse/colour.ts';
import { latin1 } from '../parse/latin1.ts';
import { Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import { isWhole } from './whole-record.ts';

/** What stands at the end of a call's first half. */
export const UNFINISHED = /\s*<(?:unfinished|detached|pid changed to \d+) \.\.\.>$/;
/** As scan-line.ts reads it. */
export const RESUMED = /^<\.\.\. [^ ]* resumed> ?/;

/** Neither colours nor `\r`: the line is as the scanner saw it. */
export const isPlain = (bytes: Uint8Array): boolean => bytes[bytes.length - 1] !== RETURN && !bytes.includes(ESCAPE);

/** A line without its `\r`, and without colours where they keep it from being read, as the parser takes it. */
export function plainLine(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === RETURN) end--;
  const plain = bytes.subarray(0, end);
  // The search for an escape is native code, the rest is not.
  return (plain.includes(ESCAPE) && !isWhole(plain) ? withoutColour(bytes, 0, end) : null) ?? plain;
}

/** Where the record begins in a plain line, behind pid, time and the like. */
function bodyStart(plain: Uint8Array): number {
  const line = new Line();
  line.bytes = plain;
  line.reset(0, plain.length);
  readPrefix(line);
  return line.body;
}

/**
 * One text from the lines of a call in pieces: `read(3, <unfinished ...>` and `<... read resumed>"x", 1) = 1` make `read(3, "x", 1) = 1`.
 * @param first without prefix; `rest` are whole lines. All Latin-1, one character a byte.
 */
export function joinPieces(first: string, rest: readonly string[]): string {
  let text = first.endsWith('...>') ? first.replace(UNFINISHED, '') : first;
  for (const line of rest) {
    const more = line
      .replace(RESUMED, '')
      .replace(/^ ?<unfinished \.\.\.>(?=\) += )/, '')
      .replace(UNFINISHED, '');
    // ", 1" of 7.2 follows directly; older straces leave "3, " open, with the blank cut above.
    text += text.endsWith(',') && more !== '' && !/^[\s)]/.test(more) ? ` ${more}` : more;
  }
  return text;
}

/** The blanks that align results on screen become one. The result stands behind the last ` = ` that a bracket closes before, as the scanner reads it. */
export function withoutPadding(text: string): string {
  for (let equals = text.lastIndexOf(' = '); equals > 0; equals = text.lastIndexOf(' = ', equals - 1)) {
    let close = equals;
    while (close > 0 && text[close - 1] === ' ') close--;
    if (text[close - 1] === ')') return close === equals ? text : text.slice(0, close) + text.slice(equals);
  }
  return text;
}

/** Latin-1 of a plain line behind its prefix. */
export const bodyText = (plain: Uint8Array): string => latin1(plain, bodyStart(plain));

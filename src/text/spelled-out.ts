// A text with strace's escapes as the characters they stand for, and the way back to where they stood.

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SpelledOut {
  readonly text: string;
  /** The same place in the text as it was. */
  placeOf<T extends Span>(span: T): T;
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([nrtvfabe"'\\]))/g;
const LETTERS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f', a: '\x07', b: '\b', e: '\x1b' };

/** null: there are none. Bytes beyond ASCII become some character each: names of secrets have none. */
export function spelledOut(text: string): SpelledOut | null {
  if (!text.includes('\\')) return null;
  const starts: number[] = [];
  let out = '';
  let at = 0;
  const plain = (end: number) => {
    for (; at < end; at++) {
      starts.push(at);
      out += text[at];
    }
  };
  for (const { 0: whole, 1: hex, 2: octal, 3: letter = '', index } of text.matchAll(ESCAPE)) {
    plain(index);
    starts.push(index);
    const code = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) & 0xff : null;
    out += code === null ? (LETTERS[letter] ?? letter) : String.fromCharCode(code);
    at = index + whole.length;
  }
  plain(text.length);
  starts.push(text.length);
  return { text: out, placeOf: (span) => ({ ...span, start: starts[span.start]!, end: starts[span.end]! }) };
}

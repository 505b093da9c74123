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

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  f: '\f',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** null: there are none. Bytes beyond ASCII become some character each: names of secrets have none. */
export function spelledOut(text: string): SpelledOut | null {
  if (!text.includes('\\')) return null;
  /** Of each escape: where its character stands in what is spelled out, where it began in the text, and where it ended. */
  const [characters, begins, ends]: [number[], number[], number[]] = [[], [], []];
  const pieces: string[] = [];
  let length = 0;
  let plainFrom = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at)) {
    const read = escapeAt(text, at);
    if (read === 0) {
      at++;
      continue;
    }
    pieces.push(text.slice(plainFrom, at), String.fromCharCode(read & 0xff));
    length += at - plainFrom + 1;
    characters.push(length - 1);
    begins.push(at);
    at += read >> 8;
    ends.push(at);
    plainFrom = at;
  }
  pieces.push(text.slice(plainFrom));
  const placeOf = (place: number): number => {
    const before = lastUpTo(characters, place);
    if (before < 0) return place;
    return characters[before] === place ? begins[before]! : ends[before]! + place - characters[before]! - 1;
  };
  return { text: pieces.join(''), placeOf: (span) => ({ ...span, start: placeOf(span.start), end: placeOf(span.end) }) };
}

/** By hand, not by a pattern: ten million of them take half the time. @returns its length × 256 + the character it stands for; 0: it is none */
function escapeAt(text: string, at: number): number {
  const code = text.charCodeAt(at + 1);
  if (code === 0x78) {
    const [high, low] = [hexOf(text.charCodeAt(at + 2)), hexOf(text.charCodeAt(at + 3))];
    return high < 0 || low < 0 ? 0 : 0x400 + high * 16 + low;
  }
  if (!isOctal(code)) {
    const letter = LETTERS[text[at + 1] ?? ''];
    return letter === undefined ? 0 : 0x200 + letter.charCodeAt(0);
  }
  let [value, end] = [code - 0x30, at + 2];
  for (; end < at + 4 && isOctal(text.charCodeAt(end)); end++) value = value * 8 + text.charCodeAt(end) - 0x30;
  return (end - at) * 256 + (value & 0xff);
}

const isOctal = (code: number): boolean => code >= 0x30 && code <= 0x37;

function hexOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Index of the last number that is not larger; -1 when all are. */
function lastUpTo(ascending: readonly number[], most: number): number {
  let low = 0;
  for (let high = ascending.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

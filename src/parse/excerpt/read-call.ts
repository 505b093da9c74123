// Reads one call from a text that may go on behind it, or break off in it: where the call ends, or in what it breaks off.

/** What a call breaks off in: a string, its other arguments, `= result`, or the words in brackets behind it. */
export type Inside = 'string' | 'args' | 'result' | 'note';

export type CallReading =
  /** `more`: what could still belong to it, had the line been broken here. */
  | { readonly kind: 'whole'; readonly end: number; readonly more: 'errno' | 'note' | 'duration' }
  /** `depth` of brackets; `from`: where the string begins. */
  | { readonly kind: 'open'; readonly inside: Inside; readonly depth: number; readonly from: number }
  | { readonly kind: 'none' };

const NONE: CallReading = { kind: 'none' };
const open = (inside: Inside, depth = 0, from = 0): CallReading => ({ kind: 'open', inside, depth, from });

/** What an argument begins with. Prose goes on in lower case: `open(the file`. */
const ARGUMENT = /[\s,]*(?:\)|["[{(&~<?^]|-?\d|[A-Z]|[a-z_]+=|\/\*|$|Process \d|strace: )/y;
const EQUALS = /\s*= */y;
const VALUE = /(?:0x[0-9a-f]+|-?\d+|\?)(?![\w.]\w)/y;
const COMMENT = /\s+\/\*.*?\*\//y;
const ERRNO = /\s+E[A-Z][A-Z0-9_]+\b/y;
/** Notes of calls that did not fail. Other words in brackets are somebody's remark. */
const NOTE = /\s+(?=\((?:Timeout|flags |in |out |left |INJECTED|DELAYED|[[{"]))/y;
const NOTE_OF_ERRNO = /\s+(?=\()/y;
const DURATION = /\s+<\d+\.\d{1,9}>/y;
const UNFINISHED = /<(?:unfinished|detached|pid changed to \d+) \.\.\.>/y;

/**
 * Reads a call from its arguments on.
 * @param text one line, or several joined
 * @param at behind the bracket that opens the arguments, or behind `resumed>`
 */
export function readCall(text: string, at: number): CallReading {
  if (behind(ARGUMENT, text, at) < 0) return NONE;
  const args = readArguments(text, at);
  if (typeof args !== 'number') return args;
  return readResult(text, args);
}

/** Where the pattern's match at a position ends; -1 for none. */
function behind(sticky: RegExp, text: string, at: number): number {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : -1;
}

/** @returns index behind the bracket that closes the arguments */
function readArguments(text: string, start: number): number | CallReading {
  let depth = 1;
  // Where none is closed behind a place, none is behind a later one.
  let decorated = true;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') {
      const close = stringEnd(text, at);
      if (close < 0) return open('string', depth, at + 1);
      at = close;
    } else if (character === '/' && text[at + 1] === '*') {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) return open('note', depth);
      at = close + 1;
    } else if (character === '<') {
      const end = behind(UNFINISHED, text, at);
      // `<unfinished ...>) = ?` of a thread that was killed in it.
      if (end >= 0) return text[end] === ')' ? readResult(text, end + 1) : { kind: 'whole', end, more: 'duration' };
      if (decorated && /[\dD]/.test(text[at - 1] ?? '')) {
        const close = decorationEnd(text, at);
        decorated = close >= 0;
        at = Math.max(at, close);
      }
    } else if (character === '(' || character === '[' || character === '{') depth++;
    else if ((character === ')' || character === ']' || character === '}') && --depth === 0) return character === ')' ? at + 1 : NONE;
  }
  return open('args', depth);
}

/** Index of the quote that closes a string; -1 for none. */
export function stringEnd(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return -1;
}

/** The `>` of `3</etc/passwd>`; -1 when it is not there. */
function decorationEnd(text: string, start: number): number {
  for (let at = text.indexOf('>', start); at >= 0; at = text.indexOf('>', at + 1)) {
    if (text[at - 1] !== '-' && /^(?:[,)\]} (>]|$)/.test(text.slice(at + 1, at + 2))) return at;
  }
  return -1;
}

function readResult(text: string, start: number): CallReading {
  let at = behind(EQUALS, text, start);
  if (at < 0) return /^\s*$/.test(text.slice(start)) ? open('result') : NONE;
  if (at === text.length || text.slice(at) === '-') return open('result');
  const value = at;
  at = behind(VALUE, text, at);
  if (at < 0) return NONE;
  const mayFail = text[value] === '?' || text.slice(value, at) === '-1';
  if (text[at] === '<') at = Math.max(at, decorationEnd(text, at) + 1);
  at = Math.max(at, behind(COMMENT, text, at));
  const errno = behind(ERRNO, text, at);
  const failed = errno >= 0 && mayFail;
  at = Math.max(at, errno);
  const note = behind(failed || mayFail ? NOTE_OF_ERRNO : NOTE, text, at);
  if (note >= 0) {
    at = noteEnd(text, note);
    if (at < 0) return open('note');
  }
  const took = behind(DURATION, text, at);
  return { kind: 'whole', end: Math.max(at, took), more: note >= 0 || took >= 0 ? 'duration' : mayFail && !failed ? 'errno' : 'note' };
}

/** Index behind the bracket that closes a note; -1 where it breaks off. */
function noteEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const close = stringEnd(text, at);
      if (close < 0) return -1;
      at = close;
    } else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return -1;
}

// Arguments of a call, split as strace separated them: commas at the top level, outside strings and brackets.
import { BACKSLASH, COMMA, QUOTE } from './ascii.ts';

/** Where a call's argument list ends, its `)` that nothing inside closes; -1 when it is not whole. */
export function closingBracket(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    switch (bytes[at]) {
      case QUOTE:
        for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
        if (at >= end) return -1;
        break;
      case 0x28:
      case 0x5b:
      case 0x7b:
        depth++;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      case 0x29:
        if (depth === 0) return at;
        depth--;
        break;
    }
  }
  return -1;
}

/** Splits `text`, what stands between a call's brackets. Never fails: brackets that do not match just end the splitting. */
export function splitArgs(text: string): string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
        break;
      case 0x28:
      case 0x5b:
      case 0x7b:
        depth++;
        break;
      case 0x29:
      case 0x5d:
      case 0x7d:
        depth--;
        break;
      case 0x3c:
        // `3</a, b>`, `3<TCP:[…]>`: a descriptor's target may hold anything. `1 << 3` is no bracket.
        if (/[0-9D]/.test(text[at - 1] ?? '')) at = targetEnd(text, at);
        break;
      case COMMA:
        if (depth <= 0 && text[at + 1] === ' ') {
          args.push(text.slice(start, at));
          start = at + 2;
        }
        break;
    }
  }
  if (start < text.length || args.length > 0) args.push(text.slice(start));
  return args;
}

/** Index of the `>` that ends a descriptor's target opened at `open`; `open` itself when none does. */
function targetEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] !== '>') continue;
    const next = text[at + 1];
    if (next === undefined || next === ',' || next === '}' || next === ']' || next === ')' || next === ' ' || next === '(') return at;
  }
  return open;
}

/** An argument's name as `-N` (6.16) writes it. */
const NAME = /^([a-z_][a-z0-9_]*)=/;
/** clone's arguments have names in every version, and are known by them. */
const ALWAYS_NAMED = /^clone2?\(/;

/** The values of arguments without the names that `-N` puts before them: what other captures show. @param call the call's text, from its name on */
export const withoutNames = (call: string, args: readonly string[]): readonly string[] =>
  NAME.test(args[0] ?? '') && !ALWAYS_NAMED.test(call) ? args.map((arg) => arg.replace(NAME, '')) : args;

/** The names that `-N` gave the arguments of a call; null where there are none. @param call its text, from its name on */
export function argumentNames(call: string): readonly string[] | null {
  if (!NAMED_CALL.test(call) || ALWAYS_NAMED.test(call)) return null;
  return splitArgs(call.slice(call.indexOf('(') + 1)).map((arg) => NAME.exec(arg)?.[1] ?? '');
}

/** The other way: values with the names that stand in the call's text. */
export function withNames(call: string, args: readonly string[]): readonly string[] {
  const names = argumentNames(call);
  return names === null ? args : args.map((arg, i) => (names[i] ? `${names[i]}=${arg}` : arg));
}

const NAMED_CALL = /^\w+\([a-z_][a-z0-9_]*=/;

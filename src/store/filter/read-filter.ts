// Reads a filter expression: from text to tests, or to where the mistake is.

import { SYSCALL_CLASSES } from '../../parse/syscall-classes.ts';
import {
  BARE_KEYS,
  FILTER_KEYS,
  type FilterExpression,
  type FilterMistake,
  type NumberTest,
  OPTIONAL_VALUE,
  type Term,
  type Test,
  type TextTest,
} from './expression.ts';
import { type TermToken, termTokens, type ValueToken } from './tokens.ts';
import { typedPattern } from './typed-pattern.ts';

export type FilterReadingResult =
  | { readonly kind: 'ok'; readonly expression: FilterExpression }
  | { readonly kind: 'error'; readonly mistake: FilterMistake };

/** Thrown within this file only. */
class Mistake extends Error {
  readonly mistake: FilterMistake;
  constructor(at: number, length: number, says: string) {
    super(says);
    this.mistake = { at, length: Math.max(length, 1), says };
  }
}

/** An empty text keeps everything. */
export function readFilter(text: string): FilterReadingResult {
  try {
    return { kind: 'ok', expression: { text, terms: termTokens(text).map(termOf) } };
  } catch (error) {
    if (error instanceof Mistake) return { kind: 'error', mistake: error.mistake };
    throw error;
  }
}

function termOf(token: TermToken): Term {
  const { key, values, negated } = token;
  if (key === null) {
    if (values.length === 0) throw new Mistake(token.at, token.length, 'a word is missing here');
    return { negated, alternatives: values.map((value) => ({ kind: 'line', test: wordTest(value) })) };
  }
  if (!Object.hasOwn(FILTER_KEYS, key.text)) {
    throw new Mistake(key.at, key.text.length + 1, `no such key; a word with a colon in it needs quotes: "${key.text}:…"`);
  }
  if (BARE_KEYS.has(key.text)) {
    const [value] = values;
    if (value !== undefined) throw new Mistake(value.at, value.length, `${key.text}: takes no value`);
    return { negated, alternatives: [{ kind: key.text as 'ok' | 'fail' | 'noise' | 'why' }] };
  }
  if (values.length === 0) {
    if (!OPTIONAL_VALUE.has(key.text)) throw new Mistake(token.at, token.length, `a value is missing: ${FILTER_KEYS[key.text]}`);
    return { negated, alternatives: [key.text === 'errno' ? { kind: 'errno', test: null } : { kind: 'signal', test: null }] };
  }
  return { negated, alternatives: values.map((value) => testOf(key.text, value)) };
}

function testOf(key: string, value: ValueToken): Test {
  if (value.text === '') throw new Mistake(value.at, value.length, 'a value is missing here');
  switch (key) {
    case 'call':
      return value.text.startsWith('%') && value.quoting === 'none' && !value.tilde ? classTest(value) : { kind: 'call', test: textTest(value) };
    case 'errno':
      return { kind: 'errno', test: textTest(value) };
    case 'result':
      return {
        kind: 'result',
        test: /^[<>=-]|^\d+$/.test(value.text) && value.quoting === 'none' && !value.tilde ? numberTest(value, plainNumber) : textTest(value),
      };
    case 'pid':
      return { kind: 'pid', pid: wholeNumber(value) };
    case 'tree':
      return { kind: 'tree', pid: wholeNumber(value) };
    case 'proc':
      return { kind: 'proc', test: textTest(value) };
    case 'exe':
      return { kind: 'exe', test: textTest(value) };
    case 'path':
      return { kind: 'path', test: textTest(value) };
    case 'fd':
      return { kind: 'fd', fd: wholeNumber(value) };
    case 'host':
      return { kind: 'host', test: textTest(value) };
    case 'port':
      return { kind: 'port', port: wholeNumber(value) };
    case 'took':
      return { kind: 'took', test: numberTest(value, durationNs, '>=') };
    case 'since':
      return { kind: 'since', ns: durationNs(value, value.text) };
    case 'until':
      return { kind: 'until', ns: durationNs(value, value.text) };
    default:
      return { kind: 'signal', test: textTest({ ...value, text: value.text.replace(/^(?=[A-Z])(?!SIG)/, value.tilde ? '' : 'SIG') }) };
  }
}

/** A word alone, in quotes or between slashes, is looked for anywhere in the line. */
function wordTest(value: ValueToken): TextTest {
  if (value.unclosed)
    throw new Mistake(value.at, value.length, value.quoting === 'quotes' ? 'the quote is not closed' : 'the pattern is not closed with /');
  if (value.text === '') throw new Mistake(value.at, value.length, 'a word is missing here');
  return value.quoting === 'slashes' ? { kind: 'matches', pattern: pattern(value) } : { kind: 'contains', text: value.text };
}

/** A value: as it is, with `*` for anything, or behind `~` a part or (between slashes) a pattern. */
function textTest(value: ValueToken): TextTest {
  if (value.unclosed) throw new Mistake(value.at, value.length, 'the quote is not closed');
  if (value.quoting === 'slashes') return { kind: 'matches', pattern: pattern(value) };
  if (value.tilde) return { kind: 'contains', text: value.text };
  if (value.quoting === 'none' && value.text.includes('*')) {
    const parts = value.text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
    return { kind: 'matches', pattern: new RegExp(`^${parts.join('.*')}$`, 's') };
  }
  return { kind: 'equals', text: value.text };
}

function pattern(value: ValueToken): RegExp {
  try {
    return typedPattern(value.text);
  } catch (error) {
    throw new Mistake(value.at, value.length, `not a regular expression: ${(error as Error).message.replace(/^Invalid regular expression: /, '')}`);
  }
}

function classTest(value: ValueToken): Test {
  const name = value.text.slice(1);
  const classes = new Set([...SYSCALL_CLASSES.values()].flat());
  classes.delete('none');
  if (!classes.has(name))
    throw new Mistake(
      value.at,
      value.length,
      `no such class; strace has ${[...classes]
        .sort()
        .map((known) => `%${known}`)
        .join(' ')}`,
    );
  return { kind: 'class', name };
}

function numberTest(value: ValueToken, read: (value: ValueToken, text: string) => number, plain: NumberTest['op'] = '='): NumberTest {
  const op = (/^(?:[<>]=?|=)/.exec(value.text)?.[0] ?? plain) as NumberTest['op'];
  return { op, value: read(value, value.text.replace(/^(?:[<>]=?|=)/, '')) };
}

function plainNumber(value: ValueToken, text: string): number {
  if (!/^-?(?:\d+|0x[0-9a-f]+)$/i.test(text)) throw new Mistake(value.at, value.length, 'a number is expected: result:<0, result:3');
  return text.startsWith('-0x') ? -Number(text.slice(1)) : Number(text);
}

function wholeNumber(value: ValueToken): number {
  if (!/^\d+$/.test(value.text) || value.tilde) throw new Mistake(value.at, value.length, 'a whole number is expected');
  return Number(value.text);
}

const UNIT_NS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, '': 1e9, m: 60e9, min: 60e9, h: 3600e9 };

function durationNs(value: ValueToken, text: string): number {
  const match = /^(\d+(?:\.\d+)?)([a-zµ]*)$/.exec(text);
  const unit = UNIT_NS[match?.[2] ?? '?'];
  if (match === null || unit === undefined) throw new Mistake(value.at, value.length, 'a time is expected: 10ms, 1.5s, 200us, 2m');
  return Number(match[1]) * unit;
}

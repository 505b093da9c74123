// Spoils a capture: its bytes, its lines, its pids and times.

import { rawBytes } from '../../src/text/raw-bytes.ts';
import type { Random } from './random.ts';

type Mutation = (text: string, random: Random, other: () => string) => string;

/** Numbers at which something may end or turn over. */
const EDGES = [
  '0',
  '-1',
  '1',
  '2147483647',
  '2147483648',
  '4294967295',
  '4294967296',
  '9007199254740993',
  '18446744073709551616',
  '1e308',
  'NaN',
  '99999999999999999999999',
];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'bits flipped': (text, random) => {
    const at = random.int(text.length);
    return replace(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random.int(8))));
  },
  'a byte put in': (text, random) => replace(text, random.int(text.length + 1), 0, String.fromCharCode(random.int(256))),
  'a piece cut out': (text, random) => replace(text, random.int(text.length), random.few(1, 200), ''),
  'a piece said again': (text, random) => {
    const at = random.int(text.length);
    return replace(text, random.int(text.length), 0, text.slice(at, at + random.few(1, 300)));
  },
  'cut off': (text, random) => text.slice(0, random.int(text.length)),
  'begun late': (text, random) => text.slice(random.int(text.length)),
  'a piece of another': (text, random, other) => {
    const from = other();
    const at = random.int(from.length);
    return replace(text, random.int(text.length), random.few(0, 50), from.slice(at, at + random.few(1, 2000)));
  },
  'a line twice': (text, random) => lines(text, (all) => insert(all, random.int(all.length), random.pick(all))),
  'a line gone': (text, random) => lines(text, (all) => all.toSpliced(random.int(all.length), random.few(1, 4))),
  'lines in another order': (text, random) =>
    lines(text, (all) => {
      const [from, to] = [random.int(all.length), random.int(all.length)];
      return insert(all.toSpliced(from, 1), to, all[from]!);
    }),
  'two lines joined': (text, random) => replaceAt(text, /\r?\n/g, random, () => ''),
  'a line broken': (text, random) => replace(text, random.int(text.length), 0, '\n'),
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a pid changed': (text, random) => replaceAt(text, /^(?:\[pid +)?\d+/gm, random, (found) => found.replace(/\d+/, random.pick(EDGES))),
  'one pid for another': (text, random) => {
    const pids = text.match(/^\d+/gm) ?? ['1'];
    const [from, to] = [random.pick(pids), random.pick(pids)];
    return text.replace(new RegExp(`\\b${from}\\b`, 'g'), random.once(2) ? to : random.pick(EDGES));
  },
  'a number at an edge': (text, random) => replaceAt(text, /\d+/g, random, () => random.pick(EDGES)),
  'a clock that jumps': (text, random) =>
    replaceAt(text, /\b\d{10}(?=\.\d)/g, random, (found) => String(Number(found) + random.pick([-1, 1, -86400, 3e9, -1e9]))),
  'a bracket that opens': (text, random) =>
    replace(text, random.int(text.length), 0, random.pick(['(', '{', '[', '"', '<', '/* ', '\\']).repeat(random.few(1, 300))),
  'deep nesting': (text, random) => {
    const depth = random.few(1, 3000);
    return replace(text, random.int(text.length), 0, '{a='.repeat(depth) + '}'.repeat(depth));
  },
  'a result that is not there': (text, random) => replaceAt(text, / = [^\n]*/g, random, () => random.pick([' <unfinished ...>', ' = ?', '', ' = '])),
  'an end that is not there': (text, random) => replaceAt(text, /^.*\+\+\+$\n?/gm, random, () => ''),
  'a very long line': (text, random) =>
    replace(text, random.int(text.length), 0, random.pick(['a', '\\303\\244', '/x', '{', ' ']).repeat(random.few(100, 40_000))),
};

const NAMES = Object.keys(MUTATIONS);

/** @param text bytes as Latin-1 @param other makes text of another capture */
export function mutate(text: string, random: Random, other: () => string): string {
  let spoiled = text;
  for (let times = random.few(1, 12); times > 0 && spoiled !== ''; times--) spoiled = MUTATIONS[random.pick(NAMES)]!(spoiled, random, other);
  return spoiled;
}

/** Hostile text where strings, paths and names stand. */
export function poison(text: string, hostile: readonly string[], random: Random): string {
  let spoiled = text;
  for (let times = random.few(1, 8); times > 0 && spoiled !== ''; times--) {
    const word = Buffer.from(rawBytes(random.pick(hostile))).toString('latin1');
    spoiled = random.once(4)
      ? replace(spoiled, random.int(spoiled.length), 0, word)
      : replaceAt(spoiled, /(?<=["</])[\w.-]+(?=[">/])/g, random, (found) => (random.once(2) ? word : found + word));
  }
  return spoiled;
}

const replace = (text: string, at: number, length: number, by: string): string => text.slice(0, at) + by + text.slice(at + length);
const insert = (all: readonly string[], at: number, line: string): string[] => [...all.slice(0, at), line, ...all.slice(at)];
const lines = (text: string, change: (all: string[]) => string[]): string => change(text.split('\n')).join('\n');

/** Replaces one of the places where `pattern` (global) matches. */
function replaceAt(text: string, pattern: RegExp, random: Random, by: (found: string) => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: match, index } = random.pick(found);
  return replace(text, index, match.length, by(match));
}

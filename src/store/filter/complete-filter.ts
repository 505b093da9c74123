// Completions of the filter line: keys, and the values that occur in this capture with how many events each keeps.
import type { FilterCompletion } from '../../model/session.ts';
import { SYSCALL_CLASSES } from '../../parse/syscall-classes.ts';
import type { StoredTrace } from '../stored-trace.ts';
import { BARE_KEYS, FILTER_KEYS } from './expression.ts';

/** Events by name id, failures by errno id. */
export interface Tallies {
  readonly names: Uint32Array;
  readonly errnos: Uint32Array;
}

const MOST = 50;
/** Paths looked at: the line must not wait. */
const PATHS_LOOKED_AT = 5000;

/**
 * What may stand at the cursor.
 * @returns texts to put in place of the word (or value) that ends at the cursor; most frequent first
 */
export function completeFilter(expression: string, cursor: number, trace: StoredTrace, tallies: Tallies): readonly FilterCompletion[] {
  const word = /[^\s]*$/.exec(expression.slice(0, cursor))?.[0] ?? '';
  const [, bang = '', key, typed = ''] = /^(!?)(?:([a-z]+):)?(.*)$/s.exec(word) ?? [];
  if (key === undefined) return keys(bang, typed);
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const begun = typed.slice(before.length);
  return valuesOf(key, begun, trace, tallies)
    .filter(({ insert }) => insert.startsWith(begun) && insert !== begun)
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .slice(0, MOST)
    .map(({ insert, count }) => ({ insert: `${bang}${key}:${before}${quoted(insert)}`, count }));
}

function keys(bang: string, typed: string): readonly FilterCompletion[] {
  return Object.keys(FILTER_KEYS)
    .filter((key) => key.startsWith(typed))
    .map((key) => ({ insert: `${bang}${key}:${BARE_KEYS.has(key) ? ' ' : ''}`, count: null }));
}

/** A value with a blank or a comma in it needs quotes. */
const quoted = (value: string): string => (/[\s,"]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);

function valuesOf(key: string, begun: string, trace: StoredTrace, tallies: Tallies): FilterCompletion[] {
  const { symbols, state } = trace.data;
  switch (key) {
    case 'call':
      return begun.startsWith('%') ? classes() : names((name) => !name.startsWith('SIG'), trace, tallies);
    case 'sig':
      return names((name) => name.startsWith('SIG'), trace, tallies);
    case 'errno':
      return counted(state.symbols.errnos, (id) => symbols.errno(id), tallies.errnos);
    case 'pid':
      return trace.processes.map(({ pid, calls }) => ({ insert: String(pid), count: calls }));
    case 'tree':
      return trace.processes.filter(({ children }) => children.length > 0).map(({ pid }) => ({ insert: String(pid), count: null }));
    case 'proc':
      return summed(trace.processes.map(({ comm, calls }) => [comm, calls]));
    case 'exe':
      return summed(trace.processes.flatMap(({ execs, calls }) => execs.slice(-1).map(({ path }) => [path, calls] as const)));
    case 'path':
      return Array.from({ length: Math.min(PATHS_LOOKED_AT, state.symbols.paths) }, (_, id) => ({ insert: symbols.path(id) as string, count: null }));
    default:
      return [];
  }
}

const names = (wanted: (name: string) => boolean, { data }: StoredTrace, tallies: Tallies): FilterCompletion[] =>
  counted(data.state.symbols.names, (id) => data.symbols.name(id), tallies.names).filter(({ insert }) => wanted(insert));

const counted = (size: number, text: (id: number) => string, counts: Uint32Array): FilterCompletion[] =>
  Array.from({ length: Math.min(size, counts.length) }, (_, id) => ({ insert: text(id), count: counts[id]! })).filter(({ count }) => count > 0);

function summed(pairs: readonly (readonly [string, number])[]): FilterCompletion[] {
  const sums = new Map<string, number>();
  for (const [text, count] of pairs) sums.set(text, (sums.get(text) ?? 0) + count);
  return [...sums].map(([insert, count]) => ({ insert, count }));
}

function classes(): FilterCompletion[] {
  const all = new Set([...SYSCALL_CLASSES.values()].flat());
  all.delete('none');
  return [...all].sort().map((name) => ({ insert: `%${name}`, count: null }));
}

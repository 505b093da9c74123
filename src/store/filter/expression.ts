// A filter expression as data. Terms are joined by and; the alternatives of a term by or.

export type NumberTest = { readonly op: '<' | '<=' | '>' | '>=' | '='; readonly value: number };

/** How a value is compared with a text. */
export type TextTest =
  | { readonly kind: 'equals'; readonly text: string }
  | { readonly kind: 'contains'; readonly text: string }
  | { readonly kind: 'matches'; readonly pattern: RegExp };

/** One thing that an event may be. */
export type Test =
  /** The record's lines, as they stand in the file. */
  | { readonly kind: 'line'; readonly test: TextTest }
  | { readonly kind: 'call'; readonly test: TextTest }
  /** A class of calls, without `%`. */
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'errno'; readonly test: TextTest | null }
  | { readonly kind: 'ok' }
  | { readonly kind: 'fail' }
  | { readonly kind: 'result'; readonly test: NumberTest | TextTest }
  | { readonly kind: 'pid'; readonly pid: number }
  | { readonly kind: 'tree'; readonly pid: number }
  | { readonly kind: 'proc'; readonly test: TextTest }
  | { readonly kind: 'exe'; readonly test: TextTest }
  | { readonly kind: 'path'; readonly test: TextTest }
  | { readonly kind: 'fd'; readonly fd: number }
  | { readonly kind: 'host'; readonly test: TextTest }
  | { readonly kind: 'port'; readonly port: number }
  /** Nanoseconds. */
  | { readonly kind: 'took'; readonly test: NumberTest }
  | { readonly kind: 'since'; readonly ns: number }
  | { readonly kind: 'until'; readonly ns: number }
  | { readonly kind: 'signal'; readonly test: TextTest | null }
  | { readonly kind: 'noise' }
  | { readonly kind: 'why' };

export interface Term {
  readonly negated: boolean;
  readonly alternatives: readonly Test[];
}

export interface FilterExpression {
  /** As it was typed. */
  readonly text: string;
  /** None: everything is kept. */
  readonly terms: readonly Term[];
}

/** Where an expression can't be read, and why. Positions in UTF-16 units. */
export interface FilterMistake {
  readonly at: number;
  readonly length: number;
  readonly says: string;
}

/** What the keys are for: the words of completion and of mistakes. */
export const FILTER_KEYS: Readonly<Record<string, string>> = {
  call: 'calls by name, or by class: call:openat, call:%file',
  errno: 'calls that failed so: errno:ENOENT',
  ok: 'calls that worked',
  fail: 'calls that failed',
  result: 'by result: result:<0',
  pid: 'a process or thread: pid:4122',
  tree: 'a process and its descendants: tree:4122',
  proc: 'processes by name: proc:go',
  exe: 'processes by the path they execute: exe:~/go$/',
  path: 'what a call was about: path:~libgcc, path:/etc/*',
  fd: 'a descriptor: fd:3',
  host: 'an address: host:10.0.0.1',
  port: 'a port: port:443',
  took: 'by duration: took:>10ms',
  since: 'from this time on: since:1.5s',
  until: 'up to this time: until:2s',
  sig: 'signals',
  noise: 'what the noise rules fold',
  why: 'evidence of a finding',
};

/** Keys that stand for themselves, without a value. */
export const BARE_KEYS: ReadonlySet<string> = new Set(['ok', 'fail', 'noise', 'why']);
/** Keys whose value may be left out. */
export const OPTIONAL_VALUE: ReadonlySet<string> = new Set(['errno', 'sig']);

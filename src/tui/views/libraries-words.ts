// The loader's words: by which rule a place was searched, and what was found there.
import type { LibraryNode, LibraryTry, SearchRule } from '../../model/answers.ts';
import type { StyleName } from '../pane.ts';

/** @see ld.so(8), "DESCRIPTION": the order of the search */
export const RULE_WORDS: Readonly<Record<SearchRule, string>> = {
  preload: 'LD_PRELOAD',
  rpath: 'RPATH',
  'ld-library-path': 'LD_LIBRARY_PATH',
  runpath: 'RUNPATH',
  cache: 'ld.so.cache',
  default: 'default',
  'path-given': 'given path',
  dlopen: 'dlopen',
  unknown: '',
};

export const OUTCOME_WORDS: Readonly<Record<LibraryTry['outcome'], string>> = {
  used: 'used',
  missing: 'no such file',
  'wrong-class': 'other ELF class',
  'wrong-machine': 'other machine',
  bad: 'not a usable ELF file',
  denied: 'no permission',
};

export const outcomeStyle = (outcome: LibraryTry['outcome']): StyleName => (outcome === 'used' ? 'good' : outcome === 'missing' ? 'normal' : 'error');

/** What is wrong with a library, in words; '' when it was loaded. A library that was only skipped is missing for the loader, but not for the person. */
export function stateWords({ state, tries }: LibraryNode): string {
  if (state === 'loaded') return '';
  const outcomes = new Set(tries.map(({ outcome }) => outcome));
  if (outcomes.has('wrong-class')) return 'found only for another ELF class';
  if (outcomes.has('wrong-machine')) return 'found only for another machine';
  if (state === 'bad' || outcomes.has('bad')) return 'found, but not a usable ELF file';
  return state === 'unreadable' || outcomes.has('denied') ? 'found, but no permission to read' : 'found nowhere';
}

export const hasProblem = (node: LibraryNode): boolean => node.state !== 'loaded' || node.needs.some(hasProblem);

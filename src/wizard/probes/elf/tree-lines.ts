// A library tree as lines: what stands in the way first, then each library under the one that asked for it.
import type { ElfFacts, LibraryNode, LibraryTree } from '../../../model/answers.ts';

/** A big program needs hundreds of libraries; those that are there are of less interest. */
const LINES_MOST = 60;

export function treeLines(tree: LibraryTree): readonly string[] {
  const lines = [...nodeLines(tree.roots, 0)];
  return lines.length <= LINES_MOST ? lines : [...lines.slice(0, LINES_MOST), `… and ${lines.length - LINES_MOST} more libraries`];
}

function* nodeLines(nodes: readonly LibraryNode[], depth: number): Iterable<string> {
  for (const { soname, state, path, rule, tries, needs } of nodes) {
    const indent = '  '.repeat(depth);
    if (state === 'loaded') yield `${indent}${soname} → ${path} (${RULES[rule]})`;
    else {
      yield `${indent}${soname}: ${state}${path === null ? '' : `, ${path}`}`;
      for (const { path: tried, rule: by, outcome } of tries) yield `${indent}  tried ${tried} (${RULES[by]}): ${OUTCOMES[outcome]}`;
    }
    yield* nodeLines(needs, depth + 1);
  }
}

const RULES = {
  preload: 'LD_PRELOAD',
  rpath: 'DT_RPATH',
  'ld-library-path': 'LD_LIBRARY_PATH',
  runpath: 'DT_RUNPATH',
  cache: 'ld.so.cache',
  default: 'default directory',
  'path-given': 'path given',
  dlopen: 'dlopen',
  unknown: 'searched',
} as const;

const OUTCOMES = {
  used: 'used',
  missing: 'not there',
  'wrong-class': 'for another class (32 or 64 bit)',
  'wrong-machine': 'for another machine',
  bad: 'empty or damaged',
  denied: 'may not be read',
} as const;

/** What the header says, in one line each. */
export const headerLines = (elf: ElfFacts): readonly string[] => [
  `ELF ${elf.class}-bit ${elf.littleEndian ? 'little' : 'big'} endian, ${elf.machine}, ${TYPES[elf.type]}${elf.isGo ? ', made by the Go linker' : ''}`,
  ...(elf.interpreter === null ? [] : [`interpreter ${elf.interpreter}`]),
  ...(elf.runpath.length > 0 ? [`runpath ${elf.runpath.join(':')}`] : elf.rpath.length > 0 ? [`rpath ${elf.rpath.join(':')}`] : []),
  ...[...Map.groupBy(elf.versionsNeeded, ({ library }) => library)].map(
    ([library, needs]) => `wants of ${library}: ${few(needs.map(({ version }) => version))}`,
  ),
  ...(elf.versionsDefined.length === 0 ? [] : [`defines ${few(elf.versionsDefined)}`]),
];

const few = (versions: readonly string[]): string =>
  `${versions.slice(0, VERSIONS_MOST).join(' ')}${versions.length > VERSIONS_MOST ? ` and ${versions.length - VERSIONS_MOST} more` : ''}`;

const VERSIONS_MOST = 20;

const TYPES = {
  EXEC: 'a program at a fixed address',
  DYN: 'a program or library at any address',
  REL: 'an object file',
  CORE: 'a core dump',
  other: 'of an unknown type',
} as const;

// Makes src/parse/syscalls.yaml from a checkout of strace: node scripts/syscall-table.mjs STRACE_DIRECTORY. Names and classes only.
import { readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: node scripts/syscall-table.mjs STRACE_DIRECTORY');

/** Flags of strace's tables that are classes of `-e trace=%class`. */
const CLASS_OF = {
  TD: 'desc',
  TF: 'file',
  TI: 'ipc',
  TN: 'network',
  TP: 'process',
  TS: 'signal',
  TM: 'memory',
  TST: 'stat',
  TLST: 'lstat',
  TFST: 'fstat',
  TSTA: '%stat',
  TSF: 'statfs',
  TFSF: 'fstatfs',
  TSFA: '%statfs',
  PU: 'pure',
  TC: 'creds',
  TCL: 'clock',
};
const TABLES = [
  'x86_64/syscallent.h',
  'i386/syscallent.h',
  '64/syscallent.h',
  '32/syscallent.h',
  '32/syscallent-time32.h',
  '32/syscallent-common-32.h',
  'generic/syscallent-common.h',
  'aarch64/syscallent.h',
  'arm/syscallent.h',
  'generic/subcallent.h',
];

const classes = new Map();
for (const table of TABLES) {
  const text = readFileSync(`${directory}/src/linux/${table}`, 'utf8');
  for (const [, flags, name] of text.matchAll(/=\s*\{\s*\w+,\s*([A-Z0-9|]+),\s*SEN\(\w+\),\s*"([a-z_0-9]+)"/g)) {
    const known = classes.get(name) ?? new Set();
    for (const flag of flags.split('|')) if (CLASS_OF[flag] !== undefined) known.add(CLASS_OF[flag]);
    classes.set(name, known);
  }
}
const groups = {};
for (const [name, known] of [...classes].sort()) {
  const key = [...known].sort().join(' ') || 'none';
  groups[key] = groups[key] === undefined ? name : `${groups[key]} ${name}`;
}
const head =
  "# Calls of Linux (x86-64, i386, arm64, arm) by strace's classes, the words of `-e trace=%class`. Made by scripts/syscall-table.mjs from strace.\n";
writeFileSync(new URL('../src/parse/syscalls.yaml', import.meta.url), head + stringify(groups, { lineWidth: 150 }));

// Changes of single lines of a start-up file, as edits whose old text stands in the file only once. Pure.
import type { FileEdit } from '../../../model/report.ts';

/** What a file asks that goes on for interactive shells only: `$-`, `$PS1`, zsh's `[[ -o interactive ]]`. */
export const LOOKS_FOR_INTERACTIVE = /\$-|\$\{-\}|\$\{?PS1\b|-o interactive/;

/** So many lines above a `return` its test is looked for: `case $- in`, patterns, `esac`. */
const GUARD_LINES = 8;

/** Where the test begins that a `return` belongs to; the line itself where none is seen. */
export function guardBefore(text: string, line: number): number {
  const lines = text.split('\n');
  for (let at = line; at > Math.max(0, line - GUARD_LINES); at--) if (/^\s*(?:case\s|if\s|\[|test\s)/.test(lines[at - 1] ?? '')) return at;
  return line;
}

/** @returns null where the text around it is not to be told from another place */
export function onceInFile(path: string, text: string, line: number, newLine: string): FileEdit | null {
  const lines = text.split('\n');
  return spanEdit(path, lines, line, line, [newLine]);
}

/** A line of the top level (with an `export PATH` behind it) put before another one. @returns null for a line within something */
export function moveBefore(path: string, text: string, before: number, line: number): FileEdit | null {
  const lines = text.split('\n');
  const moved = lines[line - 1] ?? '';
  if (/^\s/.test(moved) || /\\$/.test(moved) || /\\$/.test(lines[line - 2] ?? '') || before >= line) return null;
  const last = /^export PATH\s*;?$/.test(lines[line]?.trimEnd() ?? '') ? line + 1 : line;
  return spanEdit(path, lines, before, last, [...lines.slice(line - 1, last), ...lines.slice(before - 1, line - 1)]);
}

/** Replaces lines `from` to `to`; lines around them are taken in until the old text is unique. */
function spanEdit(path: string, lines: readonly string[], from: number, to: number, by: readonly string[]): FileEdit | null {
  const text = `\n${lines.join('\n')}\n`;
  for (let around = 0; around < lines.length; around++) {
    const [first, last] = [Math.max(1, from - around), Math.min(lines.length, to + around)];
    const old = lines.slice(first - 1, last).join('\n');
    if (text.split(old).length !== 2) continue;
    return { path, how: 'replace', from: old, to: [...lines.slice(first - 1, from - 1), ...by, ...lines.slice(to, last)].join('\n') };
  }
  return null;
}

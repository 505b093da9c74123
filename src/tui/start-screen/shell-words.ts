// A typed command line as the words a shell would make of it, or the finding that only a shell can run it.

export type CommandLine =
  | { readonly kind: 'words'; readonly argv: readonly string[] }
  /** It uses what only a shell does: pipes, variables, globs, builtins. `argv` runs it by `sh -c`. */
  | { readonly kind: 'shell'; readonly argv: readonly string[]; readonly because: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'error'; readonly says: string };

/** What ends or changes a word when it stands unquoted. @see POSIX Shell Command Language, 2.2 Quoting */
const SPECIAL = /[|&;<>()$`*?[\]{}\n]/;
/** Builtins that no file on PATH stands for. @see POSIX Shell Command Language, 2.14 Special Built-In Utilities; XCU 1.7 Intrinsic Utilities */
const BUILTINS = new Set(
  '. : break continue eval exec exit export readonly return set shift times trap unset alias bg cd command fc fg hash jobs read type ulimit umask unalias wait source'.split(
    ' ',
  ),
);

export function readCommandLine(line: string): CommandLine {
  if (line.trim() === '') return { kind: 'empty' };
  const shell = (because: string): CommandLine => ({ kind: 'shell', argv: ['sh', '-c', line], because });
  const argv: string[] = [];
  let word: string | null = null;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === ' ' || character === '\t') {
      if (word !== null) argv.push(word);
      word = null;
    } else if (character === "'" || character === '"') {
      const quoted = readQuoted(line, at);
      if (quoted === null) return { kind: 'error', says: `the quote ${character} is not closed` };
      if (quoted.expands) return shell('a variable or command substitution');
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (character === '\\') {
      if (at + 1 === line.length) return { kind: 'error', says: 'nothing follows the backslash at the end' };
      at++;
      word = (word ?? '') + line[at]!;
    } else if (SPECIAL.test(character)) return shell(`"${character}" means something to a shell`);
    else if (word === null && (character === '~' || character === '#' || character === '!'))
      return shell(`"${character}" means something to a shell`);
    else word = (word ?? '') + character;
  }
  if (word !== null) argv.push(word);
  const [command = ''] = argv;
  if (/^[A-Za-z_]\w*=/.test(command)) return shell('a variable is set for it');
  return BUILTINS.has(command) ? shell(`${command} is built into the shell`) : { kind: 'words', argv };
}

/** The quoted part that begins at `start`; `end` is its closing quote. null: not closed. */
function readQuoted(line: string, start: number): { readonly text: string; readonly end: number; readonly expands: boolean } | null {
  const quote = line[start]!;
  let text = '';
  let expands = false;
  for (let at = start + 1; at < line.length; at++) {
    const character = line[at]!;
    if (character === quote) return { text, end: at, expands };
    if (quote === '"' && character === '\\' && /["\\$`]/.test(line[at + 1] ?? '')) {
      at++;
      text += line[at]!;
      continue;
    }
    if (quote === '"' && (character === '$' || character === '`')) expands = true;
    text += character;
  }
  return null;
}

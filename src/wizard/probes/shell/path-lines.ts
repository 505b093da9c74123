// Lines of a start-up file that would change PATH, found in its text: to tell which of them did not run, and which one a shell means that prints no numbers. Pure.

export interface PathLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** `PATH=…`, `export PATH=…`, zsh's `path+=(…)`, `fish_add_path`, `pathmunge …`; comments are none. */
const CHANGES_PATH = /(?:^|[;&|({\s])(?:PATH\+?=|path\+?=\(|pathmunge\s|path_(?:append|prepend)\s)/;

export function pathLines(text: string): readonly PathLine[] {
  return text.split('\n').flatMap((line, index) => (CHANGES_PATH.test(line) && !/^\s*#/.test(line) ? [{ line: index + 1, text: line }] : []));
}

/** What is known of the words in a line at the moment it ran. */
export interface KnownWords {
  readonly HOME: string | undefined;
  readonly PATH: string;
}

/**
 * The line that a command with expanded words came from: with HOME and PATH in their places it must read the same.
 * @returns null where none fits, or more than one
 */
export function lineOfCommand(text: string, command: string, known: KnownWords): number | null {
  const fitting = pathLines(text).filter((one) => fits(one.text, command, known));
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only.line : null;
}

const WORDS = /(\$\{[^}]*\}|\$\w+|\$\([^)]*\)|`[^`]*`|~(?=\/|:|$))/;

function fits(line: string, command: string, known: KnownWords): boolean {
  const assignment = /\bPATH=((?:"[^"]*"|'[^']*'|[^\s;&|)}"'])*)/.exec(line)?.[1];
  if (assignment === undefined) return false;
  const pattern = assignment
    .replace(/["']/g, '')
    .split(WORDS)
    .map((part) => expanded(part, known))
    .join('');
  return new RegExp(`(?:^|\\s)PATH=['"]?${pattern}['"]?(?:\\s|$)`).test(command);
}

/** As a part of a regular expression: what is not known may be anything. */
function expanded(part: string, { HOME, PATH }: KnownWords): string {
  if (!WORDS.test(part)) return escaped(part);
  const name = part === '~' ? 'HOME' : part.replace(/[${}]/g, '');
  const value = name === 'HOME' ? HOME : name === 'PATH' ? PATH : undefined;
  if (value === undefined) return '.*';
  // Within quotes a ~ stays what it is.
  return part === '~' ? `(?:~|${escaped(value)})` : escaped(value);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

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

/**
 * The line that a command with expanded words came from: what stands outside of expansions in it must stand in the command.
 * @returns null where none fits, or more than one
 */
export function lineOfCommand(text: string, command: string): number | null {
  const fitting = pathLines(text).filter((one) => fits(one.text, command));
  const [only] = fitting;
  return fitting.length === 1 && only !== undefined ? only.line : null;
}

function fits(line: string, command: string): boolean {
  const assignment = /PATH=(\S*"[^"]*"\S*|'[^']*'\S*|\S*)/.exec(line)?.[1];
  if (assignment === undefined) return false;
  const pattern = assignment
    .replace(/["']/g, '')
    .replace(/[;&|)}]+$/, '')
    .split(/\$\{[^}]*\}|\$\w+|\$\([^)]*\)|`[^`]*`|~/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`(?:^|\\s)PATH=['"]?${pattern}['"]?(?:\\s|$)`).test(command);
}

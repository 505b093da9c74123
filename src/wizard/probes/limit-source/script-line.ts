// The line of a shell script that sets a resource limit.

/** Letters of ulimit by resource. @see bash(1), dash(1), ulimit */
const LETTERS: Readonly<Record<string, string>> = {
  RLIMIT_AS: 'v',
  RLIMIT_CORE: 'c',
  RLIMIT_CPU: 't',
  RLIMIT_DATA: 'd',
  RLIMIT_FSIZE: 'f',
  RLIMIT_MEMLOCK: 'l',
  RLIMIT_NOFILE: 'n',
  RLIMIT_NPROC: 'u',
  RLIMIT_STACK: 's',
};

export interface ScriptLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** It does nothing else, and stands in the script once: it can be taken out. */
  readonly alone: boolean;
}

/** The last line that sets it. @returns null where none does: another program did, or a file that the script reads */
export function lineThatSets(script: string, resource: string): ScriptLine | null {
  const letter = LETTERS[resource];
  if (letter === undefined) return null;
  // Without a letter it is the size of files.
  const option = letter === 'f' ? `(?:-[SH]*f[SH]*|-[SH]+|)` : `(?:-[SH]+ +)?-[SH]*${letter}[SH]*`;
  const sets = new RegExp(`(?:^|[;&|({]|\\bthen\\b|\\bdo\\b)\\s*ulimit +${option} *(?:"?\\$|\\d)`);
  const only = new RegExp(`^\\s*ulimit +${option} *\\S+\\s*(?:#.*)?$`);
  const lines = script.split('\n');
  const index = lines.findLastIndex((line) => sets.test(line));
  const text = lines[index];
  return text === undefined ? null : { number: index + 1, text, alone: only.test(text) && script.split(text).length === 2 };
}

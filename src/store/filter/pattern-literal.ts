// A text that everything holds that a regular expression matches: it is looked for first, and the expression only where it is.

/** More would not be rarer. */
const LONGEST = 64;

/** Alternatives and groups, and escapes that are longer than two characters: not looked into. */
const TOO_MUCH = /[()|]|\\[\dckpPux]/;

/**
 * The longest such text of plain ASCII.
 * @returns '' when none is certain
 */
export function literalOf({ source, flags }: RegExp): string {
  if (flags !== '' || TOO_MUCH.test(source)) return '';
  let longest = '';
  let run = '';
  const over = (): void => {
    const text = certain(run);
    if (text.length > longest.length) longest = text;
    run = '';
  };
  for (const [token] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|\{\d*,?\d*\}|./gs)) {
    if (/^[*?{]/.test(token)) {
      // What stands before may not be there at all.
      run = run.slice(0, -1);
      over();
    } else if (/^\\\W$/.test(token)) run += token[1];
    else if (/^[ -~]$/.test(token) && !/[.^$+[\]}]/.test(token)) run += token;
    else over();
  }
  over();
  return longest;
}

/** A byte that is no text stands as `\\xNN` in what is matched: a text that could begin or lie in one is not certain to be in the file. */
const certain = (run: string): string =>
  run
    .split('\\')
    .map((part) => part.replace(/^[0-9a-fx]+/, ''))
    .reduce((best, part) => (part.length > best.length ? part : best), '')
    .slice(0, LONGEST);

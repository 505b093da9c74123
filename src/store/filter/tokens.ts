// Cuts a filter expression into terms and their values, each with its place.

/** One value of a term. `quoting`: a quoted or slashed value is taken as it is, without `~`, `*`, `<`. */
export interface ValueToken {
  readonly at: number;
  readonly length: number;
  readonly text: string;
  readonly quoting: 'none' | 'quotes' | 'slashes';
  /** `~` stood before it. */
  readonly tilde: boolean;
  /** `/…` or `"…` that never closes. */
  readonly unclosed: boolean;
}

export interface TermToken {
  readonly at: number;
  readonly length: number;
  readonly negated: boolean;
  /** null: a word or pattern alone. */
  readonly key: { readonly text: string; readonly at: number } | null;
  readonly values: readonly ValueToken[];
}

const KEY = /[a-z]+(?=:)/y;

export function termTokens(text: string): readonly TermToken[] {
  const terms: TermToken[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    const start = at;
    const negated = text[at] === '!' && at + 1 < text.length && !/\s/.test(text[at + 1]!);
    if (negated) at++;
    KEY.lastIndex = at;
    const word = KEY.exec(text)?.[0];
    const key = word === undefined ? null : { text: word, at };
    if (word !== undefined) at += word.length + 1;
    const values: ValueToken[] = [];
    // A slash begins a pattern only where no key stands: paths begin with one.
    do {
      if (values.length > 0) at++;
      const value = valueToken(text, at, key === null);
      if (value.length > 0 || values.length > 0 || text[at] === ',') values.push(value);
      at = value.at + value.length;
    } while (text[at] === ',');
    terms.push({ at: start, length: at - start, negated, key, values });
    if (at === start) at++;
  }
  return terms;
}

function valueToken(text: string, at: number, slashAlone: boolean): ValueToken {
  const tilde = text[at] === '~';
  const open = tilde ? at + 1 : at;
  const mark = text[open];
  if (mark === '"' || (mark === '/' && (tilde ? closes(text, open) : slashAlone))) {
    let close = open + 1;
    while (close < text.length && text[close] !== mark) close += text[close] === '\\' ? 2 : 1;
    const unclosed = close >= text.length;
    const end = unclosed ? text.length : close + 1;
    const inside = text.slice(open + 1, unclosed ? text.length : close);
    // In quotes a backslash makes a quote a letter; a pattern keeps its backslashes.
    const value = mark === '"' ? inside.replace(/\\(["\\])/g, '$1') : inside.replaceAll('\\/', '/');
    return { at, length: end - at, text: value, quoting: mark === '"' ? 'quotes' : 'slashes', tilde, unclosed };
  }
  let end = open;
  while (end < text.length && text[end] !== ',' && !/\s/.test(text[end]!)) end++;
  return { at, length: end - at, text: text.slice(open, end), quoting: 'none', tilde, unclosed: false };
}

/** `~/go$/` is a pattern, `~/usr` a part of a path: a pattern's slash closes before the value ends. */
function closes(text: string, open: number): boolean {
  const rest = text.slice(open + 1);
  return /^(?:[^/\\\s]|\\.)*\/(?=[\s,]|$)/.test(rest);
}

// Masks secrets in text that leaves: reports, exports, copies.
import { SECRET_OPTION, SECRET_RULES } from './secrets.ts';

/** What stands where a secret was. */
const MASK = '[redacted]';

/** A secret found: what it is, and where (UTF-16 units). */
export interface Secret {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
}

/** Cheap refusal: nothing that any rule looks for can be in a text without one of these. Most lines of a trace end here. */
const SUSPICIOUS =
  /passw|passphrase|secret|token|key|credential|authorization|cookie|:\/\/[^/\s]*@|gh[pousr]_|glpat-|npm_|pypi-|xox|A[KS]IA|AIza|ya29\.|k_live|k_test|sk-|eyJ/i;

/** All secrets in a text, in order, never overlapping. */
function findSecrets(text: string): readonly Secret[] {
  if (!SUSPICIOUS.test(text)) return [];
  const found = SECRET_RULES.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [start, end] = match.indices?.groups?.secret ?? [0, 0];
      return end > start && text.slice(start, end) !== MASK ? [{ kind, start, end }] : [];
    }),
  );
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((secret, index) => found.slice(0, index).every((earlier) => earlier.end <= secret.start));
}

/** The text with each secret replaced by {@link MASK}. */
export function redact(text: string): string {
  let out = '';
  let at = 0;
  for (const { start, end } of findSecrets(text)) {
    out += text.slice(at, start) + MASK;
    at = end;
  }
  return at === 0 ? text : out + text.slice(at);
}

/** Every string inside a value of plain data, redacted; keys stay. In a list (an argv), the value behind an option that names a secret goes whole. */
export function redactData<T>(value: T): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item, index) => (isOptionValue(value, index) ? MASK : redactData(item))) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactData(item)])) as T;
  return value;
}

/** The secrets in a value of plain data: where (`findings.0.title`), what, and the text itself. For the person's own eyes. */
export function findSecretsIn(value: unknown, where = ''): readonly { readonly where: string; readonly kind: string; readonly text: string }[] {
  if (typeof value === 'string') return findSecrets(value).map(({ kind, start, end }) => ({ where, kind, text: value.slice(start, end) }));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item], index) => {
    const at = where === '' ? key : `${where}.${key}`;
    return Array.isArray(value) && isOptionValue(value, index)
      ? [{ where: at, kind: 'value of an option', text: String(item) }]
      : findSecretsIn(item, at);
  });
}

/** `['--token', 'abc']`: two words, of which only the first says what the second is. */
function isOptionValue(list: readonly unknown[], index: number): boolean {
  const [before, value] = [list[index - 1], list[index]];
  return typeof before === 'string' && typeof value === 'string' && !value.startsWith('-') && value !== MASK && SECRET_OPTION.test(before);
}

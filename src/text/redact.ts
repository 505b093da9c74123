// Masks secrets in text that leaves: reports, exports, copies.
import { SECRET_OPTION, SECRET_RULES, USER_OPTION } from './secrets.ts';
import { spelledOut } from './spelled-out.ts';
import { toVisible } from './visible.ts';

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
  /pass|pwd|secret|token|key|credential|auth|cookie|[?&](?:sig|x-)|:\/\/[^/\s]*@|gh[pousr]_|github_pat_|gl\w+-|npm_|pypi-|xox|xapp|A[KS]IA|AIza|ya29\.|k_live|k_test|sk-|hf_|_v1_|dckr|shp|hv[sb]\.|SG\.|eyJ|hooks|\$\w{1,9}\$|-[uU]["'\s\w=]|--user|--login|mysql|mariadb/i;

/** How a long text is looked at: in windows that overlap, so that memory stays bounded. What a rule must see on either side of where a secret begins (a key's END) is shorter than `context`. */
const WINDOWS = { size: 1 << 18, context: 1 << 14 };

/** All secrets in a text, in order, never overlapping. */
export function findSecrets(text: string, windows = WINDOWS): readonly Secret[] {
  const found = [...secretsByWindow(text, windows)];
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let reached = 0;
  const apart: Secret[] = [];
  for (const secret of found) {
    const last = apart.at(-1);
    // One that begins within another and ends behind it makes that one longer.
    if (last !== undefined && secret.start < reached) apart[apart.length - 1] = { ...last, end: Math.max(last.end, secret.end) };
    else apart.push(secret);
    reached = Math.max(reached, secret.end);
  }
  return apart;
}

function* secretsByWindow(text: string, { size, context }: typeof WINDOWS): Generator<Secret> {
  for (let start = 0, isLast = false; !isLast; ) {
    const { end, inside } = windowAt(text, start, size);
    isLast = end === text.length;
    const first = start === 0 ? 0 : context;
    const behind = isLast ? text.length : end - start - context;
    for (const one of inside) if (one.start >= first && one.start < behind) yield { ...one, start: one.start + start, end: one.end + start };
    start = end - 2 * context;
  }
}

/** A secret that reaches the end of its window may be longer: a larger one is taken then. */
function windowAt(text: string, start: number, size: number): { readonly end: number; readonly inside: readonly Secret[] } {
  const end = Math.min(text.length, start + size);
  const inside = secretsSpelled(text.slice(start, end));
  return end < text.length && inside.some((one) => one.end === end - start) ? windowAt(text, start, 2 * size) : { end, inside };
}

/** What strace escaped is looked at as it was, too: `\\x70\\x77`, `\\n`, `\\"`. */
function secretsSpelled(text: string): readonly Secret[] {
  const spelled = spelledOut(text);
  return [...secretsIn(text), ...(spelled === null ? [] : secretsIn(spelled.text).map((one) => spelled.placeOf(one)))];
}

function secretsIn(text: string): readonly Secret[] {
  if (!SUSPICIOUS.test(text)) return [];
  return SECRET_RULES.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const [start, end] = match.indices?.groups?.secret ?? [0, 0];
      return end > start && !text.slice(start, end).includes(MASK) ? [{ kind, start, end }] : [];
    }),
  );
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
  if (Array.isArray(value)) return value.map((item, index) => maskedWord(value, index) ?? redactData(item)) as T;
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
    return Array.isArray(value) && maskedWord(value, index) !== null
      ? [{ where: at, kind: 'value of an option', text: String(item) }]
      : findSecretsIn(item, at);
  });
}

/** `['--token', 'abc']`, `['-u', 'me:abc']`, `['mysql', '-pabc']`: what another word says of this one. null: nothing. */
function maskedWord(list: readonly unknown[], index: number): string | null {
  const [first, before, value] = [list[0], list[index - 1], list[index]];
  if (typeof value !== 'string' || value.includes(MASK) || index === 0) return null;
  if (typeof first === 'string' && /(?:^|\/)(?:mysql|mariadb)[\w-]*$/.test(first) && /^-p./.test(value)) return `-p${MASK}`;
  if (typeof before !== 'string') return null;
  if (SECRET_OPTION.test(before) && !value.startsWith('-')) return MASK;
  const [, user] = USER_OPTION.test(before) ? (/^([^:/]+:)(?!\d+$)./.exec(value) ?? []) : [];
  return user === undefined ? null : user + MASK;
}

/** A secret as a preview shows it: enough to know which it is, never the whole. */
export const maskedForm = (secret: string): string => `${secret.length < 12 ? '' : toVisible(secret.slice(0, 3))}… (${secret.length} characters)`;

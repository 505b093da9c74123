// How programs speak of errors, beside strerror's English text: see errno-words.yaml.
import * as v from 'valibot';
import table from './errno-words.yaml';

const entry = v.strictObject({ number: v.number(), thrown: v.optional(v.array(v.string())), words: v.string(), texts: v.array(v.string()) });
export const errnoWordsTable = v.objectWithRest({ any: v.string() }, entry);

const { any, ...byErrno } = table as { any: string } & Record<string, v.InferOutput<typeof entry>>;
const ANY = new RegExp(`\\b${any}`, 'i');
const patterns = new Map<string, RegExp>();

/** strerror's text in other languages than English; [] for errnos that are not in the table. */
export const errnoTexts = (errno: string): readonly string[] => entryOf(errno)?.texts ?? [];

/** Whether a text speaks of such an error in words of its own: `attempt to write a readonly database` for EROFS. */
export function speaksOfErrno(text: string, errno: string): boolean {
  const words = entryOf(errno)?.words;
  if (words === undefined) return false;
  let pattern = patterns.get(errno);
  if (pattern === undefined) {
    pattern = new RegExp(words, 'i');
    patterns.set(errno, pattern);
  }
  return pattern.test(text);
}

/** Whether a text has the errno's name, its number as languages print it, or the exception that stands for it: `[Errno 2]`, `os error 2`. */
export function namesErrno(text: string, errno: string): boolean {
  const known = entryOf(errno);
  let pattern = names.get(errno);
  if (pattern === undefined) {
    const number = known === undefined ? '' : `|(?:\\[Errno |os error |errno[ =:]+)${known.number}\\b|\\(${known.number}\\)(?:$|:)`;
    pattern = new RegExp(`\\b(?:${[errno, ...(known?.thrown ?? [])].join('|')})\\b${number}`);
    names.set(errno, pattern);
  }
  return pattern.test(text);
}
const names = new Map<string, RegExp>();

/** As {@link namesErrno}, without a number in brackets: `UNIQUE constraint failed (19)` counts errors of its own. */
export const throwsErrno = (text: string, errno: string): boolean => namesErrno(text.replace(/\(\d+\)/g, ''), errno);

/** Whether a text says that something could not be done that is done with files: opened, found, written, started… */
export const speaksOfFailure = (text: string): boolean => ANY.test(text);

const entryOf = (errno: string): v.InferOutput<typeof entry> | undefined => (Object.hasOwn(byErrno, errno) ? byErrno[errno] : undefined);
